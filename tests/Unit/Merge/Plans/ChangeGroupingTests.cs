using CsCheck;
using Fairway.Merge.Plans;
using Xunit;

namespace Fairway.Tests.Merge.Plans;

public sealed class ChangeGroupingTests
{
    private static readonly Gen<ClusterChanges[]> Fleet =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 3].Array[0, 3]).Array[0, 20].Select(parts => parts
            .Select(part => new ClusterChanges(
                $"c{part.Item1:00}",
                [.. part.Item2.Select(n => new Fingerprint($"sha256:{n}"))]))
            .ToArray());

    [Fact]
    public void The_largest_group_comes_first_and_equal_ones_by_name()
    {
        var groups = ChangeGrouping.Group(
            [Changes("d", 1), Changes("c", 2), Changes("b", 1, 2), Changes("a", 2, 1), Changes("e")]);

        Assert.Equal(["a b", "c", "d", "e"], groups.Select(group => string.Join(' ', group.Clusters)));
        Assert.Equal(["sha256:1", "sha256:2"], groups[0].Fingerprints.Select(print => print.Digest));
        Assert.Empty(groups[3].Fingerprints);
    }

    [Fact]
    public void A_cluster_given_by_component_has_the_changes_of_all()
    {
        var group = Assert.Single(ChangeGrouping.Group([Changes("a", 1), Changes("b", 2, 1), Changes("a", 2)]));

        Assert.Equal(["a", "b"], group.Clusters);
    }

    [Fact]
    public void No_order_matters() => Fleet.Sample(fleet =>
        Assert.Equal(
            ChangeGrouping.Group(fleet).Select(Say),
            ChangeGrouping.Group(fleet.Reverse().Select(part =>
                part with { Fingerprints = [.. part.Fingerprints.Reverse()] })).Select(Say)));

    [Fact]
    public void Two_clusters_are_in_one_group_exactly_where_their_changes_are_the_same() => Fleet.Sample(fleet =>
    {
        var groups = ChangeGrouping.Group(fleet);
        var all = fleet.ToLookup(part => part.Cluster, part => part.Fingerprints);
        Assert.Equal(all.Select(part => part.Key).Order(), groups.SelectMany(group => group.Clusters).Order());
        foreach (var (one, other) in all.SelectMany(_ => all, (left, right) => (left, right)))
        {
            var same = one.SelectMany(prints => prints).ToHashSet().SetEquals(other.SelectMany(prints => prints));
            var together = groups.Any(g => g.Clusters.Contains(one.Key) && g.Clusters.Contains(other.Key));
            Assert.Equal(same, together);
        }
    });

    private static ClusterChanges Changes(string cluster, params int[] prints) =>
        new(cluster, [.. prints.Select(n => new Fingerprint($"sha256:{n}"))]);

    private static string Say(ChangeGroup group) =>
        $"{group.Digest} {string.Join(',', group.Clusters)} {string.Join(',', group.Fingerprints)}";
}
