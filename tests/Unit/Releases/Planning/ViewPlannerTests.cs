using Fairway.Delivery.Changes;
using Fairway.Releases.Planning;
using Xunit;

namespace Fairway.Tests.Releases.Planning;

public sealed class ViewPlannerTests
{
    private const string Image = "spec.template.spec.containers[name=dns].image";

    [Fact]
    public void A_change_of_many_stands_once_and_what_few_have_besides_is_said_of_them()
    {
        var image = Field(Image, "\"r/dns:1.11.1\"", "\"r/dns:1.11.3\"");
        var memory = Field("spec.memory", "\"300Mi\"", "\"200Mi\"", drift: true);
        var plan = Plan(Group(139, 0, image), Group(3, 139, image, memory));

        var view = ViewPlanner.View(plan, "sha256:d");

        Assert.Equal(
            "coredns 1.11.1 -> 1.11.3: 142 clusters: image of Deployment dns/coredns 1.11.1 -> 1.11.3; 3 clusters "
            + "also: drift of spec.memory of Deployment dns/coredns 300Mi -> 200Mi",
            view.Components[0].Summary);
        var text = PlanText.Write(view);
        Assert.Equal(2, text.Split("1.11.1\" -> ").Length);
        Assert.Contains(
            "coredns 1.11.1 -> 1.11.3, 3 clusters also: c139, c140, c141\n", text, StringComparison.Ordinal);
        Assert.Contains("      ~ spec.memory: \"300Mi\" -> \"200Mi\" (drift)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_groups_does_not_matter()
    {
        var (one, other) = (Field("a", "1", "2"), Field("b", "1", "2"));
        var first = Plan(Group(2, 0, one), Group(1, 2, one, other), Group(4, 3));
        var turned = Plan(Group(4, 3), Group(1, 2, other, one), Group(2, 0, one));

        var (expected, actual) = (ViewPlanner.View(first, "d"), ViewPlanner.View(turned, "d"));

        Assert.Equal(PlanText.Write(expected), PlanText.Write(actual));
        Assert.Equal(
            "coredns 1.11.1 -> 1.11.3: 3 clusters: a of Deployment dns/coredns 1 -> 2; 1 cluster also: b of Deployment "
            + "dns/coredns 1 -> 2; 4 clusters: nothing changes",
            actual.Components[0].Summary);
    }

    [Fact]
    public void Hundreds_of_clusters_that_differ_each_are_cut_and_counted()
    {
        var plan = Plan([.. Enumerable.Range(0, 300).Select(i => Group(1, i, Field("spec.id", null, $"{i}")))]);
        var view = ViewPlanner.View(plan, "d");

        Assert.EndsWith("296 more differences in fewer clusters", view.Components[0].Summary, StringComparison.Ordinal);
        Assert.Contains("more sections are not shown", PlanText.Write(view, 2_000), StringComparison.Ordinal);
        var small = ViewPlanner.Short(view);
        Assert.True(small.Truncated);
        Assert.All(
            small.Components[0].Sections, section => Assert.Equal((1, 0), (section.Count, section.Fields.Count)));
    }

    private static PlanDocument Plan(params PlanGroup[] groups) => new()
    {
        Groups = groups,
        Members = [.. groups.SelectMany(group => group.Clusters).Select(id => new PlanMember { Cluster = id })],
    };

    private static PlanGroup Group(int count, int first, params PlannedChange[] fields) => new()
    {
        Clusters = [.. Enumerable.Range(first, count).Select(i => $"c{i:000}")],
        Changes =
        [
            new PlanGroupChange
            {
                Component = "coredns", From = ["1.11.1"], Version = "1.11.3", Fields = fields,
            },
        ],
    };

    private static PlannedChange Field(string path, string? before, string? after, bool drift = false) => new(
        "Deployment dns/coredns", path, before, after, ChangeVerdict.Allow, "", $"{path}/{before}/{after}", drift);
}
