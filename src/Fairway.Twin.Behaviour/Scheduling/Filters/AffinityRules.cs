using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>What pods require of each other's nearness: the pod of those on nodes, and those of the pod.</summary>
internal sealed class AffinityRules
{
    private readonly TopologyCount[] wanted;
    private readonly TopologyCount[] unwanted;
    private readonly TopologyCount[] refusing;
    private readonly bool isFirst;

    private AffinityRules(
        TopologyCount[] wanted, TopologyCount[] unwanted, TopologyCount[] refusing, bool isFirst)
    {
        this.wanted = wanted;
        this.unwanted = unwanted;
        this.refusing = refusing;
        this.isFirst = isFirst;
    }

    /// <summary>The pods that satisfy all terms of a pod's required affinity.</summary>
    public static PodMatcher WantedBy(PodInfo pod) =>
        new([.. pod.Needs.Affinity.Select(t => PodRule.Of(pod.Meta, t))]);

    /// <summary>Null where neither side requires anything.</summary>
    public static AffinityRules? Of(PodInfo pod, ClusterSnapshot cluster)
    {
        var refusing = cluster.Carried.IsEmpty
            ? []
            : cluster.Carried.Values
                .Where(c => c.Term.Kind == CarriedKind.Anti && c.Term.Matcher.Matches(pod.Meta, cluster.Namespaces))
                .Select(c => new TopologyCount(cluster, c.Term.TopologyKey, c.Counts))
                .ToArray();
        if (refusing.Length == 0 && pod.Needs.Affinity.IsEmpty && pod.Needs.AntiAffinity.IsEmpty)
        {
            return null;
        }

        var (wanted, isFirst) = pod.Needs.Affinity.IsEmpty ? ([], false) : Wanted(pod, cluster);
        return new AffinityRules(
            wanted,
            [
                .. pod.Needs.AntiAffinity.Select(t => new TopologyCount(
                    cluster, t.TopologyKey, cluster.CountsOf(new PodMatcher([PodRule.Of(pod.Meta, t)])))),
            ],
            refusing,
            isFirst);
    }

    /// <summary>Null where nobody minds the pod on the node.</summary>
    public Rejection? Check(NodeInfo node)
    {
        if (!IsNearWanted(node.Slot))
        {
            return Rejection.PodAffinity;
        }

        if (Array.Exists(unwanted, count => count.At(node.Slot) > 0))
        {
            return Rejection.PodAntiAffinity;
        }

        return Array.Exists(refusing, count => count.At(node.Slot) > 0) ? Rejection.ExistingAntiAffinity : null;
    }

    // The first of pods that want each other has nobody to be near.
    private static (TopologyCount[] Wanted, bool IsFirst) Wanted(PodInfo pod, ClusterSnapshot cluster)
    {
        var matcher = WantedBy(pod);
        var counts = cluster.CountsOf(matcher);
        TopologyCount[] wanted =
            [.. pod.Needs.Affinity.Select(t => new TopologyCount(cluster, t.TopologyKey, counts))];
        return (wanted, Array.TrueForAll(wanted, w => w.IsEmpty) && matcher.Matches(pod.Meta, cluster.Namespaces));
    }

    private bool IsNearWanted(int slot) =>
        Array.TrueForAll(wanted, count => count.At(slot) is { } here && (here > 0 || isFirst));
}
