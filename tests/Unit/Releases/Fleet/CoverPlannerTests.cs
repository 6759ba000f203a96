using Fairway.Api.Releases;
using Fairway.Releases.Fleet;
using Fairway.Releases.Planning;
using Xunit;

namespace Fairway.Tests.Releases.Fleet;

public sealed class CoverPlannerTests
{
    [Fact]
    public void The_first_clusters_show_every_change_of_the_stage() => Assert.Equal(
        ["b", "d"],
        Cover(("a", "proxy 1"), ("b", "proxy 1, dns 2"), ("c", "dns 2"), ("d", "proxy 3")));

    [Fact]
    public void Of_equals_the_least_important_is_taken_and_then_the_first_by_name()
    {
        Assert.Equal(["b"], Cover(id => id == "a" ? 9 : 1, ("a", "proxy 1"), ("b", "proxy 1"), ("c", "proxy 1")));
        Assert.Equal(["a"], Cover(("b", "proxy 1"), ("a", "proxy 1")));
    }

    [Fact]
    public void Other_stages_and_clusters_without_changes_are_left_out()
    {
        var plan = Plan(("a", "proxy 1"), ("b", ""));
        Assert.Equal(["a"], CoverPlanner.Of(plan, "canary", _ => 0));
        Assert.Empty(CoverPlanner.Of(plan, "production", _ => 0));
    }

    private static IReadOnlyList<string> Cover(params (string Cluster, string Changes)[] members) =>
        Cover(_ => 5, members);

    private static IReadOnlyList<string> Cover(
        Func<string, int> importance, params (string Cluster, string Changes)[] members) =>
        CoverPlanner.Of(Plan(members), "canary", importance);

    private static PlanDocument Plan(params (string Cluster, string Changes)[] members) => new()
    {
        Members =
        [
            .. members.Select(member => new PlanMember
            {
                Cluster = member.Cluster,
                Stage = "canary",
                Changes =
                [
                    .. member.Changes.Split(", ", StringSplitOptions.RemoveEmptyEntries)
                        .Select(text => text.Split(' '))
                        .Select(one => new ClusterChange { Component = one[0], ApprovedDigest = one[1] }),
                ],
            }),
        ],
    };
}
