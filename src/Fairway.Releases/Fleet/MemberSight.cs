using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Fleet;

/// <summary>A cluster of a Release, as it is seen now.</summary>
internal sealed record MemberSight
{
    /// <summary>Its id.</summary>
    public required string Cluster { get; init; }

    /// <summary>The stage in which it takes part.</summary>
    public required string Stage { get; init; }

    /// <summary>0 to 9; the important come last.</summary>
    public required int Importance { get; init; }

    /// <summary>The places of those of its stage that come before all others, asked when one is to begin.</summary>
    public Lazy<IReadOnlyDictionary<string, int>>? Places { get; init; }

    /// <summary>Its place among them; null where it has none.</summary>
    public int? Place => Places?.Value.TryGetValue(Cluster, out var place) == true ? place : null;

    /// <summary>Its ClusterRelease; null where there is none yet.</summary>
    public ClusterRelease? ClusterRelease { get; init; }

    /// <summary>True only where the API server says that the Cluster is deleted or is being deleted; absence from a
    /// list is not enough.</summary>
    public bool IsGone { get; init; }

    /// <summary>The EmergencyStop that holds it; null for none.</summary>
    public StopSight? Stop { get; init; }

    /// <summary>What the gates say, asked when somebody wants to know: of most clusters nobody does.</summary>
    public Lazy<IReadOnlyList<GateVerdict>>? Verdicts { get; init; }

    /// <summary>The gate that holds it; null for none, and on the way back.</summary>
    public GateVerdict? Gate => Verdicts is { } verdicts ? GatePlanner.Against(verdicts.Value) : null;

    /// <summary>Why a person leaves it out; null where nobody does, and where it has succeeded all the same.</summary>
    public SkippedCluster? Skip { get; init; }

    /// <summary>Whether a person wants it to be tried again, and it has not begun anew yet.</summary>
    public bool IsRetried { get; init; }

    /// <summary>Whether it is left out, and nothing of the Release is on its way in it.</summary>
    public bool IsMissed => Skip is not null && (!HasBegun || ClusterPhases.IsFinished(Phase));

    /// <summary>Whether it could begin but for its conflict domain.</summary>
    public bool IsInterlocked => Gate is not null && Verdicts!.Value.All(one => !one.Holds || one.IsInterlock);

    /// <summary>Whether a gate keeps it from beginning: it needs no slot for that.</summary>
    public bool IsKept => !HasBegun && Gate is not null;

    /// <summary>Where it is.</summary>
    public ClusterReleasePhase Phase => ClusterRelease?.Status?.Phase ?? ClusterReleasePhase.Pending;

    /// <summary>Whether it was told to go back.</summary>
    public bool IsTurned => ClusterRelease?.Spec.Direction == Direction.Back;

    /// <summary>Whether its ClusterRelease says that something from outside keeps it.</summary>
    public bool SaysWhatKeepsIt => HoldPlanner.IsOfOthers(ClusterRelease?.Status?.Reason);

    /// <summary>Whether anything was ever begun in it.</summary>
    public bool HasBegun => ClusterRelease?.Status?.Intent is not null;

    /// <summary>Whether it has ended, the way that it was told to go last, or is left out.</summary>
    public bool IsFinished => IsMissed || (ClusterPhases.IsFinished(Phase) && !IsRetried
        && (ClusterRelease!.Status!.Direction == Direction.Back || !IsTurned));

    /// <summary>Whether it has succeeded, and was not told to go back.</summary>
    public bool HasSucceeded => IsFinished && Phase == ClusterReleasePhase.Succeeded;

    /// <summary>Whether it has failed, gone back or not. One that is left out, or is tried again, has not.</summary>
    public bool HasFailed => ClusterRelease?.Status?.Failure is not null && Skip is null && !IsRetried;

    /// <summary>Whether something is on its way in it.</summary>
    public bool IsActing => ClusterPhases.IsActing(Phase);

    /// <summary>Whether it waits for a person, with nothing begun: it needs no slot for that.</summary>
    public bool IsHeldIdle => Phase == ClusterReleasePhase.Held && !HasBegun;
}

/// <summary>An EmergencyStop that matches.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">What its author wrote.</param>
/// <param name="AllowsRollbacks">Whether rollbacks go on.</param>
internal sealed record StopSight(string Name, string Why, bool AllowsRollbacks);
