using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Scores;

/// <summary>
/// Compares the nodes that a pod fits on. Each aspect gives 0 to 100 and has the weight that a scheduler's default
/// profile gives it; the sum decides.
/// </summary>
internal static class NodeScores
{
    /// <summary>The best that one aspect gives.</summary>
    public const long Most = 100;

    /// <summary>The score of each node, in the order of <paramref name="nodes"/>.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cluster">Everything.</param>
    /// <param name="nodes">The nodes that the pod fits on.</param>
    /// <param name="siblings">The pods of its workload and Services, which spread without being asked to; null for
    /// none.</param>
    public static long[] Of(
        PodInfo pod, ClusterSnapshot cluster, IReadOnlyList<NodeInfo> nodes, LabelSelector? siblings)
    {
        var totals = new long[nodes.Count];
        ResourceScores.Add(totals, pod, nodes);
        Add(totals, PreferenceScores.Taints(pod.View.Spec, nodes), 3);
        Add(totals, PreferenceScores.NodeAffinity(pod, nodes), 2);
        Add(totals, SpreadScores.Of(pod, cluster, nodes, siblings), 2);
        Add(totals, AffinityScores.Of(pod, cluster, nodes), 2);
        Add(totals, ImageScores.Of(pod.View.Spec, cluster, nodes), 1);
        return totals;
    }

    /// <summary>Scores as shares of the largest; <paramref name="reverse"/> makes the largest the worst.</summary>
    public static long[] Normalised(long[] scores, bool reverse)
    {
        var most = scores.Length == 0 ? 0 : scores.Max();
        for (var i = 0; i < scores.Length; i++)
        {
            var share = most == 0 ? 0 : Most * scores[i] / most;
            scores[i] = reverse ? Most - share : share;
        }

        return scores;
    }

    // Null stands for an aspect that sees no difference.
    private static void Add(long[] totals, long[]? scores, long weight)
    {
        if (scores is not null)
        {
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += weight * scores[i];
            }
        }
    }
}
