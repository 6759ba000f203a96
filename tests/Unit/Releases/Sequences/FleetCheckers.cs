using Fairway.Api.Releases;

namespace Fairway.Tests.Releases.Sequences;

/// <summary>What must hold of a fleet after every step, whoever plans. Shares no code with the planners.</summary>
internal static class FleetCheckers
{
    /// <summary>Never more clusters in flight than a stage's limit: 1 in a, 2 in b; and nothing is done in a cluster
    /// without a slot.</summary>
    public static string? Limits(PlannerFleet fleet)
    {
        foreach (var (stage, limit) in ((string, int)[])[("a", 1), ("b", 2)])
        {
            var flying = (fleet.Release.Status!.Slots ?? []).Select(slot => slot.Cluster)
                .Where(id => id.StartsWith(stage, StringComparison.Ordinal)).ToList();
            if (flying.Count > limit)
            {
                return $"{flying.Count} clusters of {stage} are in flight: {string.Join(", ", flying)}";
            }
        }

        return fleet.WithoutSlot is { } id ? $"{id} was changed without a slot" : null;
    }

    /// <summary>No cluster of stage b is changed before every one of stage a has it.</summary>
    public static string? Stages(PlannerFleet fleet)
    {
        var begun = fleet.Clusters.FirstOrDefault(one => one.Stage == "b" && one.Deeds.Count > 0);
        var open = fleet.Clusters.FirstOrDefault(
            one => one.Stage == "a" && !one.IsGone && one.Item?.Status?.FinishedAt is null
                && one.Item?.Status?.Direction != Direction.Back);
        return begun is not null && open is not null && fleet.Release.Status!.Phase == ReleasePhase.Running
            ? $"{begun.Id} was changed while {open.Id} was not finished"
            : null;
    }

    /// <summary>A step is granted after its configuration, and each but the first after the one before.</summary>
    public static string? Steps(PlannerFleet fleet)
    {
        foreach (var cluster in fleet.Clusters)
        {
            var last = "";
            foreach (var deed in cluster.Deeds)
            {
                if ((deed == "grant 0" && !last.StartsWith("apply", StringComparison.Ordinal) && last != "grant 0")
                    || (deed == "grant 1" && last is not ("grant 0" or "grant 1")))
                {
                    return $"{cluster.Id}: {deed} after {last}";
                }

                last = deed;
            }
        }

        return null;
    }

    /// <summary>When it has gone back, every cluster runs, and is recorded as good with, what it had.</summary>
    public static string? Back(PlannerFleet fleet) => fleet.Release.Status!.Phase != ReleasePhase.RolledBack
        ? null
        : fleet.Clusters.Where(one => !one.IsGone && (one.Live != "1.0.0" || one.Good != "1.0.0"))
            .Select(one => $"{one.Id} runs {one.Live} though the Release went back").FirstOrDefault();

    /// <summary>When it is through, every cluster that did not fail runs the new version, recorded as good.</summary>
    public static string? Through(PlannerFleet fleet) => fleet.Release.Status!.Phase != ReleasePhase.Succeeded
        ? null
        : fleet.Clusters.Where(one => !one.IsGone && (one.Live != "2.0.0" || one.Good != "2.0.0"))
            .Select(one => $"{one.Id} runs {one.Live} though the Release is through").FirstOrDefault();

    /// <summary>The first that is broken; null where all hold.</summary>
    public static string? Any(PlannerFleet fleet) =>
        Limits(fleet) ?? Stages(fleet) ?? Steps(fleet) ?? Back(fleet) ?? Through(fleet);
}
