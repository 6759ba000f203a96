using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>How many replicas a resource metric asks for.</summary>
/// <param name="Resource"><c>cpu</c> or <c>memory</c>.</param>
/// <param name="Target">Percent of what is requested, or thousandths of the resource's unit for each pod.</param>
/// <param name="IsUtilization">True where the target is in percent.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record ReplicaQuestion(string Resource, long Target, bool IsUtilization, DateTimeOffset Now)
{
    /// <summary>How many replicas the target has.</summary>
    public required int Current { get; init; }

    /// <summary>The pods that the target selects.</summary>
    public required ImmutableArray<ScaledPod> Pods { get; init; }

    /// <summary>How far below its target a metric may be without anything happening; a share of the target.</summary>
    public double DownTolerance { get; init; } = ScalingRules.UsualTolerance;

    /// <summary>How far above its target a metric may be without anything happening; a share of the target.</summary>
    public double UpTolerance { get; init; } = ScalingRules.UsualTolerance;
}

/// <summary>A pod of a target, with what was measured of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Its phase.</param>
internal sealed record ScaledPod(string Name, string Phase)
{
    public bool IsDeleting { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether it is ready; null where nobody has said.</summary>
    public bool? IsReady { get; init; }

    /// <summary>Since when it is so.</summary>
    public DateTimeOffset ReadySince { get; init; }

    /// <summary>Thousandths of the unit that it requests; null where a container requests nothing.</summary>
    public long? Request { get; init; }

    /// <summary>The first container that requests nothing; null where all do.</summary>
    public string? WithoutRequest { get; init; }

    /// <summary>Thousandths of the unit that it uses; null where that is not known.</summary>
    public long? Usage { get; init; }

    /// <summary>When that was measured.</summary>
    public DateTimeOffset MeasuredAt { get; init; }

    /// <summary>For how long.</summary>
    public TimeSpan Window { get; init; }
}

/// <summary>What a metric asks for, or why it cannot be told.</summary>
/// <param name="Replicas">How many replicas.</param>
/// <param name="Percent">What pods use, in percent of what they request; null where that is not asked for.</param>
/// <param name="Average">What a pod uses on average, in thousandths of the unit.</param>
internal sealed record ReplicaAnswer(int Replicas, int? Percent, long Average)
{
    /// <summary>Why the pods tell nothing; null where they do.</summary>
    public string? Problem { get; init; }

    /// <summary>What is said of a metric that tells nothing; null where it does.</summary>
    public MetricFailure? Failure { get; init; }

    public static ReplicaAnswer Unknown(string problem) => new(0, null, 0) { Problem = problem };

    public static ReplicaAnswer Unknown(MetricFailure failure) => new(0, null, 0) { Failure = failure };
}
