using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Scores;

/// <summary>
/// Soft spread constraints: the fewer pods that match are in a node's places, the better. A pod that names no
/// constraint spreads with its siblings over nodes and zones.
/// </summary>
internal static class SpreadScores
{
    /// <summary>The columns that spreading without being asked to needs.</summary>
    public static ImmutableArray<string> DefaultKeys { get; } = [WellKnown.Hostname, "topology.kubernetes.io/zone"];

    /// <summary>The soft constraints of a pod; those of everybody where it has none at all.</summary>
    public static ImmutableArray<SpreadConstraint> ConstraintsOf(PodInfo pod, LabelSelector? siblings)
    {
        if (!pod.Needs.Spread.IsEmpty)
        {
            return [.. pod.Needs.Spread.Where(c => !c.IsHard)];
        }

        return siblings is null
            ? []
            : [new SpreadConstraint(DefaultKeys[0], 3, siblings), new SpreadConstraint(DefaultKeys[1], 5, siblings)];
    }

    /// <summary>Null where the pod has nothing to spread by.</summary>
    public static long[]? Of(
        PodInfo pod, ClusterSnapshot cluster, IReadOnlyList<NodeInfo> nodes, LabelSelector? siblings)
    {
        var constraints = ConstraintsOf(pod, siblings);
        if (constraints.IsEmpty)
        {
            return null;
        }

        var columns = constraints.Select(c => cluster.ColumnOf(c.TopologyKey)).ToArray();
        bool[] ignored = [.. nodes.Select(n => !pod.Needs.Spread.IsEmpty && !TopologyColumn.HasAll(columns, n.Slot))];
        var sums = new double[nodes.Count];
        for (var index = 0; index < columns.Length; index++)
        {
            var part = new Part(pod, cluster, constraints[index], columns, !pod.Needs.Spread.IsEmpty);
            part.Add(sums, nodes, ignored, columns[index]);
        }

        return Normalised([.. sums.Select(s => (long)Math.Round(s, MidpointRounding.AwayFromZero))], ignored);
    }

    private static long[] Normalised(long[] scores, bool[] ignored)
    {
        var (least, most) = (long.MaxValue, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            (least, most) = ignored[i] ? (least, most) : (Math.Min(least, scores[i]), Math.Max(most, scores[i]));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = ignored[i]
                ? 0
                : most == 0 ? NodeScores.Most : NodeScores.Most * (most + least - scores[i]) / most;
        }

        return scores;
    }

    /// <summary>What one constraint adds to the nodes.</summary>
    private sealed class Part(
        PodInfo pod, ClusterSnapshot cluster, SpreadConstraint constraint, TopologyColumn[] all, bool needsAll)
    {
        private readonly Slots<int> matching = cluster.CountsOf(SpreadRule.MatcherOf(pod.Meta, constraint));

        public void Add(double[] sums, IReadOnlyList<NodeInfo> nodes, bool[] ignored, TopologyColumn column)
        {
            var isHost = constraint.TopologyKey == WellKnown.Hostname;
            var counts = isHost ? [] : Counts(column);
            var weight = Math.Log(2 + (isHost ? ignored.Count(i => !i) : Places(nodes, ignored, column)));
            for (var i = 0; i < sums.Length; i++)
            {
                var slot = nodes[i].Slot;
                if (!ignored[i] && column[slot] is >= 0 and var value)
                {
                    var count = isHost ? matching[slot] : counts[value];
                    sums[i] += (count * weight) + (constraint.MaxSkew - 1);
                }
            }
        }

        private int[] Counts(TopologyColumn column)
        {
            var spec = pod.View.Spec;
            var takesAll = !constraint.HonorsTaints && !(constraint.HonorsAffinity && NodeRules.AsksForNodes(spec));
            var counts = new int[column.Values];
            for (var slot = 0; slot < matching.Length; slot++)
            {
                var count = matching[slot];
                if (count != 0 && cluster.Nodes[slot] is { } node && column[slot] is >= 0 and var value
                    && (takesAll || SpreadRule.Includes(spec, constraint, node.Node))
                    && (!needsAll || TopologyColumn.HasAll(all, slot)))
                {
                    counts[value] += count;
                }
            }

            return counts;
        }

        private static int Places(IReadOnlyList<NodeInfo> nodes, bool[] ignored, TopologyColumn column)
        {
            // Nodes without the label are one place more.
            var seen = new bool[column.Values + 1];
            for (var i = 0; i < ignored.Length; i++)
            {
                seen[column[nodes[i].Slot] + 1] |= !ignored[i];
            }

            return seen.Count(s => s);
        }
    }
}
