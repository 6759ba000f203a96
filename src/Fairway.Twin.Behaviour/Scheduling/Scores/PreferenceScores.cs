using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Scores;

/// <summary>What pods prefer of nodes, and nodes of pods.</summary>
internal static class PreferenceScores
{
    private const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>The fewer soft taints a pod does not tolerate, the better; null where no node has such a
    /// taint.</summary>
    public static long[]? Taints(PodSpec pod, IReadOnlyList<NodeInfo> nodes)
    {
        long[]? scores = null;
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var taint in nodes[i].Node.Taints)
            {
                if (taint.Effect == PreferNoSchedule && !pod.Placement.Tolerations.Any(t => t.Tolerates(taint)))
                {
                    (scores ??= new long[nodes.Count])[i]++;
                }
            }
        }

        return scores is null ? null : NodeScores.Normalised(scores, reverse: true);
    }

    /// <summary>The weights of the preferred terms that match; null where the pod prefers nothing.</summary>
    public static long[]? NodeAffinity(PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        var preferred = pod.Needs.PreferredNodes;
        return preferred.IsEmpty
            ? null
            : NodeScores.Normalised(
                [.. nodes.Select(n => preferred.Where(p => p.Term.Matches(n.Node)).Sum(p => (long)p.Weight))],
                reverse: false);
    }
}
