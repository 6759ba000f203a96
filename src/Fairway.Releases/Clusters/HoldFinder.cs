using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Releases.Gates;
using Fairway.Releases.Stops;

namespace Fairway.Releases.Clusters;

/// <summary>What holds a Release in a cluster from outside, by what the meta cluster says. Pure.</summary>
internal static class HoldFinder
{
    /// <summary>The strongest hold; null for none.</summary>
    public static ClusterHold? Find(HoldFacts facts) =>
        OfStop(facts) ?? OfRelease(facts) ?? OfSlot(facts) ?? OfPause(facts) ?? OfGate(facts);

    private static ClusterHold? OfStop(HoldFacts facts)
    {
        var stop = StopMatching.Find(facts.Stops, facts.ClusterLabels, facts.Components);
        return stop is null || (stop.Spec.AllowRollbacks && facts.Direction == Direction.Back)
            ? null
            : new ClusterHold(
                ClusterReleaseReasons.EmergencyStop,
                $"the EmergencyStop {stop.Metadata.Name} holds it: {stop.Spec.Reason}",
                HoldExtent.HaltsRollouts);
    }

    private static ClusterHold? OfRelease(HoldFacts facts)
    {
        if (facts.Release is not { } release)
        {
            return Halted("its Release does not exist any more");
        }

        if (release.Metadata.DeletionTimestamp is not null)
        {
            return Halted("its Release is being deleted");
        }

        var isExempt = facts.Direction == Direction.Back && release.Spec.RollBack;
        return isExempt ? null
            : release.Status is { Phase: ReleasePhase.Superseded, SupersededBy: var newer }
            ? Halted($"the Release {newer} has taken the place of its own")
            : release.Spec.Stopped || release.Status?.Phase == ReleasePhase.Stopped ? Halted("its Release is stopped")
            : null;
    }

    private static ClusterHold? OfSlot(HoldFacts facts) => facts.NeedsSlot && !HasSlot(facts.Release, facts.ClusterId)
        ? new ClusterHold(
            ClusterReleaseReasons.WaitingForSlot, "its Release gives it no slot", HoldExtent.Everything)
        : null;

    private static ClusterHold? OfPause(HoldFacts facts) => facts.Release?.Spec.Paused == true
        ? new ClusterHold(ClusterReleaseReasons.Paused, "its Release is paused", HoldExtent.NewSteps)
        : null;

    private static ClusterHold? OfGate(HoldFacts facts) => GatePlanner.Against(facts.Gates) is { } verdict
        ? new ClusterHold(
            verdict.Answer.Reason ?? ClusterReleaseReasons.WaitingForGate, verdict.Answer.Says, HoldExtent.NewSteps)
        {
            Until = verdict.Answer.AskAgainAt,
            IsGate = true,
        }
        : null;

    /// <summary>Whether a Release gives a cluster a slot.</summary>
    public static bool HasSlot(Release? release, string clusterId) =>
        release?.Status?.Slots?.Any(slot => slot.Cluster == clusterId) == true;

    private static ClusterHold Halted(string message) =>
        new(ClusterReleaseReasons.Stopped, message, HoldExtent.HaltsRollouts);
}

/// <summary>What the meta cluster says that may hold a Release in a cluster.</summary>
internal sealed record HoldFacts
{
    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Its labels.</summary>
    public required IReadOnlyDictionary<string, string>? ClusterLabels { get; init; }

    /// <summary>The Release; null where it is gone.</summary>
    public required Release? Release { get; init; }

    /// <summary>Every stop that there is.</summary>
    public required IEnumerable<EmergencyStop> Stops { get; init; }

    /// <summary>The components that change.</summary>
    public required IReadOnlyList<string> Components { get; init; }

    /// <summary>Which way it goes.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Whether the phase needs a slot.</summary>
    public required bool NeedsSlot { get; init; }

    /// <summary>What the gates of the meta cluster say.</summary>
    public IReadOnlyList<GateVerdict> Gates { get; init; } = [];
}
