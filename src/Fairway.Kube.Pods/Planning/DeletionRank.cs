using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Planning;

/// <summary>
/// Which pods go first when there are too many: those whose loss costs least. Not scheduled before scheduled; pending
/// before unknown before running; not ready before ready; cheaper by annotation; on a node with more of their kind;
/// ready for a shorter time; restarted more often; younger.
/// </summary>
internal static class DeletionRank
{
    /// <param name="count">How many, at the most.</param>
    /// <param name="pods">Which.</param>
    /// <param name="isAvailable">What else than readiness makes a pod dear; null for nothing else.</param>
    public static ImmutableArray<PodView> First(
        int count, IEnumerable<PodView> pods, Func<PodView, bool>? isAvailable = null)
    {
        var all = pods.ToArray();
        var perNode = all.Where(p => p.NodeName is not null).CountBy(p => p.NodeName!).ToDictionary();
        return
        [
            .. all
                .OrderBy(p => p.NodeName is not null)
                .ThenBy(p => PhaseRank(p.Phase))
                .ThenBy(p => isAvailable?.Invoke(p))
                .ThenBy(p => p.IsReady)
                .ThenBy(Cost)
                .ThenByDescending(p => p.NodeName is null ? 0 : perNode[p.NodeName])
                .ThenByDescending(p => p.ReadyCondition is { Status: "True" } ready ? ready.TransitionedAt : default)
                .ThenByDescending(p => p.Containers.Select(c => c.RestartCount).DefaultIfEmpty(0).Max())
                .ThenByDescending(p => p.Meta.CreatedAt)
                .ThenBy(p => p.Meta.Name, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private static int PhaseRank(string phase) => phase switch
    {
        PodPhase.Pending => 0,
        PodPhase.Unknown => 1,
        _ => 2,
    };

    private static int Cost(PodView pod) =>
        int.TryParse(pod.Meta.Annotations[WellKnown.PodDeletionCost], CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;
}
