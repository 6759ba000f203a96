using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Scores;

/// <summary>What the pod would like of pods near it, and they of it.</summary>
internal static class AffinityScores
{
    /// <summary>Null where nobody cares.</summary>
    public static long[]? Of(PodInfo pod, ClusterSnapshot cluster, IReadOnlyList<NodeInfo> nodes)
    {
        var liked = pod.Needs.PreferredAffinity.Select(t => Of(pod, cluster, t, t.Weight))
            .Concat(pod.Needs.PreferredAntiAffinity.Select(t => Of(pod, cluster, t, -t.Weight)))
            .Concat(OfOthers(pod, cluster))
            .ToArray();
        if (liked.Length == 0)
        {
            return null;
        }

        var scores = new long[nodes.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            foreach (var (weight, count) in liked)
            {
                scores[i] += weight * (count.At(nodes[i].Slot) ?? 0L);
            }
        }

        return Normalised(scores);
    }

    private static IEnumerable<(int Weight, TopologyCount Count)> OfOthers(PodInfo pod, ClusterSnapshot cluster) =>
        cluster.Carried.IsEmpty
            ? []
            : cluster.Carried.Values
                .Where(c => c.Term.Weight != 0 && c.Term.Matcher.Matches(pod.Meta, cluster.Namespaces))
                .Select(c => (c.Term.Weight, new TopologyCount(cluster, c.Term.TopologyKey, c.Counts)));

    private static (int Weight, TopologyCount Count) Of(
        PodInfo pod, ClusterSnapshot cluster, PodAffinityTerm term, int weight) =>
        (weight, new TopologyCount(
            cluster, term.TopologyKey, cluster.CountsOf(new PodMatcher([PodRule.Of(pod.Meta, term)]))));

    private static long[] Normalised(long[] scores)
    {
        var (least, most) = (scores.Min(), scores.Max());
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = most == least
                ? 0
                : (long)(NodeScores.Most * ((double)(scores[i] - least) / (most - least)));
        }

        return scores;
    }
}
