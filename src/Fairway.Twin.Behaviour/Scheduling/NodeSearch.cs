using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Looks for nodes that a pod fits on, and remembers why the others do not.</summary>
internal sealed class NodeSearch(SchedulingAttempt attempt)
{
    private const int Least = 100;
    private const int LeastPercent = 5;

    private readonly NodeFilters filters = NodeFilters.Of(attempt.Pod, attempt.Cluster, attempt.Volumes);

    /// <summary>The nodes that fit, in the order in which they were looked at.</summary>
    public List<NodeInfo> Fitting { get; } = [];

    /// <summary>The nodes that were looked at and do not.</summary>
    public List<(NodeInfo Node, Rejection Why)> Rejected { get; } = [];

    /// <summary>Why nodes that were not looked at do not; null where all were, or enough.</summary>
    public string? Others { get; private set; }

    /// <summary>Everything that has kept the pod from a node.</summary>
    public RejectedBy By { get; private set; }

    public int Examined => Fitting.Count + Rejected.Count;

    public NodeFilters Filters => filters;

    /// <summary>How many fitting nodes are enough: all of up to 100, and of more a share that shrinks.</summary>
    public static int Enough(int nodes) =>
        nodes < Least ? nodes : Math.Max(Least, nodes * Math.Max(LeastPercent, 50 - (nodes / 125)) / 100);

    /// <summary>Looks until there are enough.</summary>
    public void Run()
    {
        if (attempt.Pod.View.NominatedNode is { } nominated && attempt.Cluster.Find(nominated) is { } first)
        {
            Look(first);
            if (Fitting.Count > 0)
            {
                return;
            }

            Rejected.Clear();
            By = RejectedBy.None;
        }

        if (attempt.Pod.PinnedTo is { } names)
        {
            Others = "node(s) didn't satisfy plugin(s) [NodeAffinity]";
            By |= RejectedBy.Node;
            names.Select(attempt.Cluster.Find).OfType<NodeInfo>().ToList().ForEach(Look);
            return;
        }

        var order = attempt.Cluster.Order;
        var enough = Enough(order.Length);
        for (var i = 0; i < order.Length && Fitting.Count < enough; i++)
        {
            Look(attempt.Cluster.Nodes[order[(attempt.Start + i) % order.Length]]!);
        }
    }

    private void Look(NodeInfo node)
    {
        if (NominatedPods.Check(attempt, filters, node) is { } why)
        {
            Rejected.Add((node, why));
            By |= why.By;
        }
        else
        {
            Fitting.Add(node);
        }
    }
}
