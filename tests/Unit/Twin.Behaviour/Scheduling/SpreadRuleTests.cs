using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>Situations of TestSingleConstraint and TestMultipleConstraints in
/// pkg/scheduler/framework/plugins/podtopologyspread/filtering_test.go: nodes a and b in zone 1, x and y in zone 2, and
/// how many matching pods each has.</summary>
public sealed class SpreadRuleTests
{
    [Theory]
    [InlineData("zones as 0/0", "0,0,0,0", "zone:1", "abxy")]
    [InlineData("zones as 3/3", "2,1,2,1", "zone:1", "abxy")]
    [InlineData("zones as 3/2", "2,1,1,1", "zone:1", "xy")]
    [InlineData("zones as 3/2, with more skew", "2,1,1,1", "zone:2", "abxy")]
    [InlineData("nodes as 2/1/0/3", "2,1,0,3", "node:1", "x")]
    [InlineData("nodes as 2/1/0/3, with more skew", "2,1,0,3", "node:2", "bx")]
    [InlineData("zones as 3/3 and nodes as 2/1/0/3", "2,1,0,3", "zone:1,node:1", "x")]
    [InlineData("zones as 3/4 and nodes as 2/1/0/4", "2,1,0,4", "zone:1,node:1", "")]
    [InlineData("zones as 3/1, with fewer zones than wanted", "2,1,0,1", "zone:3:3", "xy")]
    public void A_place_has_no_more_pods_than_the_emptiest_and_the_skew(
        string what, string pods, string constraints, string fits)
    {
        Assert.NotEmpty(what);
        var world = World(pods);

        Assert.Equal(fits, Fitting(world, Web("p", constraints)));
    }

    [Fact]
    public void A_node_without_the_label_is_no_place()
    {
        var world = World("1,0,1,0").Node("c", """{"node":"c"}""").On("c", Web("c1", ""), Web("c2", ""));

        Assert.Equal("abxy", Fitting(world, Web("p", "zone:1")));
        Assert.Equal(Rejection.SpreadLabel, Check(world, Web("p", "zone:1"), "c"));
    }

    [Fact]
    public void A_pod_that_its_own_constraint_does_not_count_adds_nothing()
    {
        var other = SchedulingWorld.Pod("p", Spec("zone:1"), """{"app":"other"}""");

        Assert.Equal("abxy", Fitting(World("1,0,0,0"), other));
    }

    [Fact]
    public void Nodes_that_the_pod_may_not_use_are_left_out_of_account_by_default()
    {
        // Zone 1 is full of what may not be used: its emptiness does not hold the pod back.
        const string only = """ "nodeSelector":{"zone":"2"}, """;

        Assert.Equal("xy", Fitting(World("0,0,3,3"), Web("p", "zone:1", only)));
        Assert.Equal("", Fitting(World("0,0,3,3"), Web("p", "zone:1:1:Ignore", only)));
    }

    [Fact]
    public void Tainted_nodes_are_left_out_of_account_only_where_that_is_asked_for()
    {
        const string taint = """{"taints":[{"key":"k","effect":"NoSchedule"}]}""";
        var world = World("1,1,1,1").Node("q", """{"zone":"3","node":"q"}""", taint);

        Assert.Equal("", Fitting(world, Web("p", "zone:2")));
        Assert.Equal("abxy", Fitting(world, Web("p", "zone:2:1:Honor:Honor")));
    }

    [Fact]
    public void Pods_that_are_being_deleted_do_not_count()
    {
        var going = PodInfo.Of(Fairway.Kube.Pods.Objects.PodView.Read(SchedulingWorld.Parse("""
            {"metadata":{"name":"g","namespace":"default","uid":"g","labels":{"app":"web"},
             "deletionTimestamp":"2026-01-01T00:00:00Z"}}
            """)));

        Assert.Equal("abxy", Fitting(World("0,0,0,0").On("a", going), Web("p", "zone:1")));
    }

    [Fact]
    public void Keys_of_labels_keep_revisions_apart()
    {
        var world = World("0,0,0,0").On("a", SchedulingWorld.Pod("old", labels: """{"app":"web","rev":"1"}"""));
        var spec = Spec("zone:1").Replace(
            "\"maxSkew\"", "\"matchLabelKeys\":[\"rev\"],\"maxSkew\"", StringComparison.Ordinal);
        var pod = SchedulingWorld.Pod("p", spec, """{"app":"web","rev":"2"}""");

        Assert.Equal("abxy", Fitting(world, pod));
        Assert.Equal("xy", Fitting(world, Web("p", "zone:1")));
    }

    private static SchedulingWorld World(string pods)
    {
        var world = new SchedulingWorld();
        var counts = pods.Split(',').Select(int.Parse).ToArray();
        foreach (var (index, (name, zone)) in new[] { ("a", "1"), ("b", "1"), ("x", "2"), ("y", "2") }.Index())
        {
            world.Node(name, $$"""{"zone":"{{zone}}","node":"{{name}}"}""");
            world.On(name, [.. Enumerable.Range(0, counts[index]).Select(i => Web($"{name}{i}", ""))]);
        }

        return world;
    }

    private static PodInfo Web(string name, string constraints, string more = "") =>
        SchedulingWorld.Pod(name, Spec(constraints, more), """{"app":"web"}""");

    // key:maxSkew[:minDomains[:affinityPolicy[:taintsPolicy]]], with commas between.
    private static string Spec(string constraints, string more = "")
    {
        var list = constraints.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(c => $"{c}{(c.Count(x => x == ':') < 2 ? ":1" : "")}".Split(':'))
            .Select(c => $$"""
                {"topologyKey":"{{c[0]}}","maxSkew":{{c[1]}},"minDomains":{{c[2]}},"whenUnsatisfiable":"DoNotSchedule",
                 "nodeAffinityPolicy":"{{c.ElementAtOrDefault(3) ?? "Honor"}}",
                 "nodeTaintsPolicy":"{{c.ElementAtOrDefault(4) ?? "Ignore"}}",
                 "labelSelector":{"matchLabels":{"app":"web"} } }
                """);
        return $$"""{ {{more}}"topologySpreadConstraints":[{{string.Join(',', list)}}]}""";
    }

    private static string Fitting(SchedulingWorld world, PodInfo pod) => string.Concat(world.Nodes()
        .Where(n => NodeFilters.Of(pod, world.Cluster, VolumeNeeds.None).Check(n) is null)
        .Select(n => n.Name)
        .Order(StringComparer.Ordinal));

    private static Rejection? Check(SchedulingWorld world, PodInfo pod, string node) =>
        NodeFilters.Of(pod, world.Cluster, VolumeNeeds.None).Check(world.Cluster.Find(node)!);
}
