using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>One required spread constraint of a pod, with the counts of every place.</summary>
internal sealed class SpreadRule
{
    private readonly SpreadConstraint constraint;
    private readonly TopologyColumn column;
    private readonly int[] counts;
    private readonly int least;
    private readonly int self;

    private SpreadRule(SpreadConstraint constraint, TopologyColumn column, int[] counts, (int Least, int Self) use)
    {
        this.constraint = constraint;
        this.column = column;
        this.counts = counts;
        (least, self) = use;
    }

    /// <summary>The pods that a constraint counts.</summary>
    public static PodMatcher MatcherOf(ObjectMeta pod, SpreadConstraint constraint)
    {
        var selector = PodRule.Sharing(constraint.Selector, pod.Labels, constraint.MatchKeys, []);
        var counted = selector is { IsEmpty: false } ? selector : null;
        return new PodMatcher([PodRule.Of(pod.Namespace ?? "", counted)], livingOnly: true);
    }

    /// <summary>Whether a node belongs to the places that a constraint compares.</summary>
    public static bool Includes(PodSpec pod, SpreadConstraint constraint, NodeView node)
    {
        if (constraint.HonorsAffinity && NodeRules.AsksForNodes(pod) && !pod.Placement.Accept(node))
        {
            return false;
        }

        return !constraint.HonorsTaints
            || pod.Placement.FirstUntolerated(node, WellKnown.NoSchedule, WellKnown.NoExecute) is null;
    }

    public static SpreadRule[] Of(PodInfo pod, ClusterSnapshot cluster)
    {
        var hard = pod.Needs.Spread.Where(c => c.IsHard).ToArray();
        var columns = hard.Select(c => cluster.ColumnOf(c.TopologyKey)).ToArray();
        return [.. hard.Select((c, i) => Of(pod, cluster, c, columns, i))];
    }

    /// <summary>Null where the constraint lets the pod onto the node.</summary>
    public Rejection? Check(NodeInfo node)
    {
        var value = column[node.Slot];
        if (value < 0)
        {
            return Rejection.SpreadLabel;
        }

        var here = Math.Max(0, counts[value]);
        return here + self - least > constraint.MaxSkew ? Rejection.Spread : null;
    }

    private static SpreadRule Of(
        PodInfo pod, ClusterSnapshot cluster, SpreadConstraint constraint, TopologyColumn[] columns, int index)
    {
        var matching = cluster.CountsOf(MatcherOf(pod.Meta, constraint));
        var column = columns[index];
        var counts = new int[column.Values];
        Array.Fill(counts, -1);
        for (var slot = 0; slot < cluster.Nodes.Length; slot++)
        {
            if (cluster.Nodes[slot] is { } node && TopologyColumn.HasAll(columns, slot)
                && Includes(pod.View.Spec, constraint, node.Node))
            {
                ref var count = ref counts[column[slot]];
                count = Math.Max(0, count) + matching[slot];
            }
        }

        // A place without an eligible node is no place; with fewer places than are wanted, the emptiest counts as
        // empty.
        var places = counts.Where(c => c >= 0).ToArray();
        var least = places.Length == 0 ? int.MaxValue : places.Min();
        var selector = PodRule.Sharing(constraint.Selector, pod.Meta.Labels, constraint.MatchKeys, []);
        var self = selector?.Matches(pod.Meta.Labels) ?? false;
        return new SpreadRule(
            constraint, column, counts, (places.Length < constraint.MinDomains ? 0 : least, self ? 1 : 0));
    }
}
