using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>Situations of pkg/scheduler/framework/plugins/interpodaffinity/filtering_test.go, over nodes a and b of
/// one region and x of another.</summary>
public sealed class AffinityRuleTests
{
    private const string Security = """{"security":"S1"}""";
    private const Rejection? None = null;

    [Fact]
    public void A_pod_goes_where_the_pods_are_that_it_wants()
    {
        var world = World().On("a", SchedulingWorld.Pod("e", labels: Security));

        Assert.Equal([None, None, Rejection.PodAffinity], Check(world, Pod("p", "podAffinity", "region")));
        Assert.Equal(
            [None, Rejection.PodAffinity, Rejection.PodAffinity], Check(world, Pod("p", "podAffinity", "host")));
    }

    [Fact]
    public void Only_pods_of_its_own_namespace_count_unless_it_names_others()
    {
        var elsewhere = SchedulingWorld.Pod("e", labels: Security);
        var world = World().On("a", elsewhere);

        Assert.All(
            Check(world, Pod("p", "podAffinity", "region", ""","namespaces":["other"]""")),
            r => Assert.Equal(Rejection.PodAffinity, r));
        Assert.Equal(
            [None, None, Rejection.PodAffinity],
            Check(world, Pod("p", "podAffinity", "region", ""","namespaces":["default","other"]""")));
    }

    [Fact]
    public void Namespaces_are_named_by_their_labels_too()
    {
        var world = World().On("a", SchedulingWorld.Pod("e", labels: Security));
        world.Namespace("default", """{"team":"a"}""");
        const string teamA = ""","namespaceSelector":{"matchLabels":{"team":"a"}}""";
        const string teamB = ""","namespaceSelector":{"matchLabels":{"team":"b"}}""";

        Assert.Equal([None, None, Rejection.PodAffinity], Check(world, Pod("p", "podAffinity", "region", teamA)));
        Assert.All(
            Check(world, Pod("p", "podAffinity", "region", teamB)), r => Assert.Equal(Rejection.PodAffinity, r));
        world.Namespace("default", """{"team":"b"}""");
        Assert.Equal([None, None, Rejection.PodAffinity], Check(world, Pod("p", "podAffinity", "region", teamB)));
    }

    [Fact]
    public void The_first_of_pods_that_want_each_other_goes_anywhere_with_the_label()
    {
        var world = World().Node("z");

        Assert.Equal(
            [None, None, None, Rejection.PodAffinity],
            Check(world, Pod("p", "podAffinity", "region", labels: Security)));
        Assert.All(Check(world, Pod("p", "podAffinity", "region")), r => Assert.Equal(Rejection.PodAffinity, r));
    }

    [Fact]
    public void A_pod_keeps_away_from_pods_that_it_does_not_want()
    {
        var world = World().On("a", SchedulingWorld.Pod("e", labels: Security));

        Assert.Equal(
            [Rejection.PodAntiAffinity, Rejection.PodAntiAffinity, None],
            Check(world, Pod("p", "podAntiAffinity", "region")));
        Assert.Equal(
            [Rejection.PodAntiAffinity, None, None], Check(world, Pod("p", "podAntiAffinity", "host")));
    }

    [Fact]
    public void Pods_that_are_there_keep_others_away()
    {
        var guard = Pod("e", "podAntiAffinity", "region");
        var world = World().On("a", guard);

        Assert.Equal(
            [Rejection.ExistingAntiAffinity, Rejection.ExistingAntiAffinity, None],
            Check(world, SchedulingWorld.Pod("p", labels: Security)));
        Assert.Equal([None, None, None], Check(world, SchedulingWorld.Pod("p")));
        Assert.Equal([None, None, None], Check(world.Off("a", guard), SchedulingWorld.Pod("p", labels: Security)));
    }

    [Fact]
    public void Pods_of_another_revision_do_not_count_where_keys_say_so()
    {
        var world = World().On("a", SchedulingWorld.Pod("e", labels: """{"security":"S1","rev":"1"}"""));
        const string mine = """{"security":"S1","rev":"2"}""";

        Assert.Equal(
            [None, None, None],
            Check(world, Pod("p", "podAntiAffinity", "region", ""","matchLabelKeys":["rev"]""", mine)));
        Assert.Equal(
            [Rejection.PodAntiAffinity, Rejection.PodAntiAffinity, None],
            Check(world, Pod("p", "podAntiAffinity", "region", ""","mismatchLabelKeys":["rev"]""", mine)));
    }

    private static SchedulingWorld World() => new SchedulingWorld()
        .Node("a", """{"region":"1","host":"a"}""")
        .Node("b", """{"region":"1","host":"b"}""")
        .Node("x", """{"region":"2","host":"x"}""");

    private static PodInfo Pod(string name, string kind, string key, string more = "", string labels = "{}") =>
        SchedulingWorld.Pod(
            name,
            $$"""
            {"affinity":{"{{kind}}":{"requiredDuringSchedulingIgnoredDuringExecution":[
             {"topologyKey":"{{key}}","labelSelector":{"matchLabels":{"security":"S1"} }{{more}} }]} } }
            """,
            labels);

    private static Rejection?[] Check(SchedulingWorld world, PodInfo pod)
    {
        var cluster = world.Attempt(pod).Cluster;
        var filters = NodeFilters.Of(pod, cluster, VolumeNeeds.None);
        return [.. world.Nodes().OrderBy(n => n.Name, StringComparer.Ordinal).Select(filters.Check)];
    }
}
