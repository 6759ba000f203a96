using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;

namespace Fairway.Delivery.Changes;

/// <summary>Of what a target is made.</summary>
/// <param name="Cluster">The cluster that it is for.</param>
/// <param name="Component">The component.</param>
/// <param name="Version">Its version.</param>
/// <param name="MetaConfigs">All meta-configs of the component; the kind picks those that hold for the
/// cluster.</param>
public sealed record ChangeRequest(
    Cluster Cluster, Component Component, ComponentVersion Version, IReadOnlyList<MetaConfig> MetaConfigs);

/// <summary>A target, by digest.</summary>
/// <param name="Kind">Name of the kind of change.</param>
/// <param name="Component">The component.</param>
/// <param name="Version">The version.</param>
/// <param name="ValuesDigest">Digest of the effective values; null where the kind has none.</param>
/// <param name="TargetDigest">Digest of the target, under which the MetaDB has it.</param>
public sealed record PinnedChange(
    string Kind, string Component, string Version, string? ValuesDigest, string TargetDigest);

/// <summary>A change that is to be planned, done or observed in one cluster.</summary>
public sealed record ChangeOrder
{
    /// <summary>The cluster's id.</summary>
    public required string ClusterId { get; init; }

    /// <summary>
    /// The Release: its name, a dot, and the first eight characters of its uid (<c>web-2.1f0e9d8c</c>), so that a
    /// Release that is deleted and made anew under its name is another one. What records carry as their Release.
    /// </summary>
    public required string Release { get; init; }

    /// <summary>Which way it goes.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The target.</summary>
    public required PinnedChange Target { get; init; }

    /// <summary>The steps, the last of which leaves nothing old.</summary>
    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    /// <summary>Asked before every write.</summary>
    public required IActFence Fence { get; init; }

    /// <summary>How often it was begun anew because a person wanted that.</summary>
    public int Attempt { get; init; }

    /// <summary>Names this change on this cluster and no other: what a Rollout carries as its change. A further attempt
    /// is another change: what the one before has stopped, it begins anew.</summary>
    public string ChangeName =>
        $"{Release}/{Direction}/{Target.TargetDigest}{(Attempt > 0 ? $"/{Attempt}" : "")}";
}

/// <summary>One act of a change.</summary>
public abstract record ChangeAct
{
    private ChangeAct()
    {
    }

    /// <summary>
    /// Puts the brakes on, then brings the configuration. Nothing is written whose fingerprint is not
    /// <paramref name="Approved"/>.
    /// </summary>
    public sealed record Configure(IReadOnlySet<string> Approved) : ChangeAct;

    /// <summary>Grants a step, or renews its permit, until a moment; a halt before is lifted by it.</summary>
    public sealed record Grant(int Step, DateTimeOffset Until) : ChangeAct;

    /// <summary>Does what is to be done when everything is rolled out, before it is checked: hooks of charts that come
    /// after.</summary>
    public sealed record Finish : ChangeAct;

    /// <summary>Halts every rollout of the change where it is. The fence is not asked: halting is always
    /// allowed.</summary>
    public sealed record Halt(string Why) : ChangeAct;
}

/// <summary>How an act ended.</summary>
public abstract record ActResult
{
    private ActResult()
    {
    }

    /// <summary>Nothing is left to do for this act.</summary>
    public static ActResult Completed { get; } = new Done();

    /// <summary>See <see cref="Completed"/>.</summary>
    public sealed record Done : ActResult;

    /// <summary>Something must happen first (a brake that is not on yet); the act is to be repeated.</summary>
    public sealed record Waiting(string Reason, string Message) : ActResult
    {
        /// <summary>After how long to repeat it, where nothing wakes the asker; null: when it looks anyway.</summary>
        public TimeSpan? LookAfter { get; init; }
    }

    /// <summary>Something else would be written than was approved: nothing was. The plan as it is now is with
    /// it.</summary>
    public sealed record Different(ChangePlan Plan) : ActResult;
}
