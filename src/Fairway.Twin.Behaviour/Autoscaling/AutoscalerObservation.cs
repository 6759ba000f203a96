using System.Collections.Immutable;
using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Everything that a decision about an autoscaler rests on.</summary>
/// <param name="Autoscaler">The autoscaler.</param>
/// <param name="Replicas">The size that its target has; null where that cannot be told.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record AutoscalerObservation(AutoscalerView Autoscaler, int? Replicas, DateTimeOffset Now)
{
    /// <summary>What the controller remembers.</summary>
    public AutoscalerMemory Memory { get; init; } = AutoscalerMemory.Nothing;

    /// <summary>False where the cluster serves no metrics.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>The pods that the target selects.</summary>
    public ImmutableArray<TargetPod> Pods { get; init; } = [];

    /// <summary>The resource of the target; null where the cluster has none of the kind.</summary>
    public KubeResource? Target { get; init; }

    /// <summary>Why the size of the target cannot be told; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Which pods are the target's own, as its scale writes it; empty where it does not tell.</summary>
    public string Selector { get; init; } = "";

    /// <summary>True where the target tells which pods are its own.</summary>
    public bool HasSelector => Selector.Length > 0;

    /// <summary>The autoscalers that select pods of the target, this one too.</summary>
    public ImmutableArray<string> Rivals { get; init; } = [];
}
