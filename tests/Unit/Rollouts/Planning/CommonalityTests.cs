using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;
using Xunit;

namespace Fairway.Tests.Rollouts.Planning;

public sealed class CommonalityTests
{
    [Fact]
    public void What_failing_nodes_share_and_good_ones_have_not_is_named_most_telling_first() => Assert.Equal(
        "Their nodes have in common arch=arm64, kernel=6.1, which none of the 2 nodes of ready new replicas has.",
        Commonality.Explain(
            [Node("a", "arm64", "6.1", "z1"), Node("b", "arm64", "6.1", "z2")],
            [Node("c", "amd64", "6.2", "z1"), Node("d", "amd64", "6.2", "z2")],
            [Node("e", "s390x", "6.1", "z1")]));

    [Fact]
    public void One_node_is_told_apart_from_one_other() => Assert.Equal(
        "Its node has arch=arm64, which the node of the ready new replicas has not.",
        Commonality.Explain([Node("a", "arm64", "6.1", "z1")], [Node("c", "amd64", "6.1", "z1")], []));

    [Fact]
    public void The_first_new_replica_is_told_apart_from_old_ones_on_other_nodes() => Assert.Equal(
        "Its node has arch=arm64, which none of the 2 nodes of ready old replicas has.",
        Commonality.Explain(
            [Node("a", "arm64", "6.1", "z1")],
            [],
            [
                Node("a", "arm64", "6.1", "z1"), Node("c", "amd64", "6.1", "z1"), Node("d", "amd64", "6.1", "z2"),
            ]));

    [Fact]
    public void Where_nothing_sets_them_apart_nothing_is_said() => Assert.Null(
        Commonality.Explain(
            [Node("a", "arm64", "6.1", "z1"), Node("b", "amd64", "6.1", "z2")], [Node("c", "amd64", "6.1", "z1")], []));

    [Fact]
    public void Without_a_replica_elsewhere_there_is_nothing_to_compare_with() =>
        Assert.Null(Commonality.Explain(
            [Node("a", "arm64", "6.1", "z1")], [], [Node("a", "arm64", "6.1", "z1")]));

    private static NodeSight Node(string name, string arch, string kernel, string zone) =>
        new(name, [("arch", arch), ("kernel", kernel), ("zone", zone)]);
}
