using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>How the counts follow the pods.</summary>
internal sealed partial record ClusterSnapshot
{
    private Tally? FindTally(PodMatcher matcher)
    {
        foreach (var tally in Tallies.GetValueOrDefault(matcher.Namespace, []))
        {
            if (string.Equals(tally.Matcher.Name, matcher.Name, StringComparison.Ordinal))
            {
                return tally;
            }
        }

        return null;
    }

    private Tally TallyOf(PodMatcher matcher)
    {
        var counts = Slots<int>.Empty;
        for (var slot = 0; slot < Nodes.Length; slot++)
        {
            var count = Nodes[slot] is { } node ? node.Pods.Count(p => matcher.Matches(p.Meta, Namespaces)) : 0;
            counts = count == 0 ? counts : counts.With(slot, count);
        }

        return new Tally(matcher, counts);
    }

    // Whatever was worked out from the nodes' labels is forgotten where they change.
    private ClusterSnapshot Forgotten(bool sameLabels) =>
        sameLabels ? this : this with { Order = [], Columns = Columns.Clear() };

    private ClusterSnapshot Counting(int slot, PodInfo pod, int by)
    {
        var tallies = Changed(Changed(Tallies, "", slot, (pod, by)), pod.Meta.Namespace ?? "", slot, (pod, by));
        var carried = Carried;
        foreach (var term in pod.Carried)
        {
            var now = (carried.GetValueOrDefault(term.Name) ?? new Carriers(term, Slots<int>.Empty, 0))
                .Changed(slot, by);
            carried = now.Total == 0 ? carried.Remove(term.Name) : carried.SetItem(term.Name, now);
        }

        return this with { Tallies = tallies, Carried = carried };
    }

    private ImmutableSortedDictionary<string, ImmutableArray<Tally>> Changed(
        ImmutableSortedDictionary<string, ImmutableArray<Tally>> tallies,
        string ns,
        int slot,
        (PodInfo Pod, int By) change)
    {
        if (tallies.IsEmpty || !tallies.TryGetValue(ns, out var bucket))
        {
            return tallies;
        }

        var changed = bucket;
        for (var index = 0; index < bucket.Length; index++)
        {
            if (bucket[index].Matcher.Matches(change.Pod.Meta, Namespaces))
            {
                changed = changed.SetItem(index, bucket[index].Changed(slot, change.By));
            }
        }

        return changed == bucket ? tallies : tallies.SetItem(ns, changed);
    }

    private static ImmutableDictionary<string, int> Counted(
        ImmutableDictionary<string, int> images, NodeView node, int by)
    {
        foreach (var (name, _) in node.Images)
        {
            var count = images.GetValueOrDefault(name) + by;
            images = count == 0 ? images.Remove(name) : images.SetItem(name, count);
        }

        return images;
    }
}
