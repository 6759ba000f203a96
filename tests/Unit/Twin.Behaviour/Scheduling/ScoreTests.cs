using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Scores;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>Scores, with numbers of upstream's tests of the plugins; the file of each is named.</summary>
public sealed class ScoreTests
{
    private const string Arm = """{"key":"cpu-type","value":"arm64","effect":"PreferNoSchedule"}""";
    private const string Bar = """{"key":"foo","value":"bar","effect":"PreferNoSchedule"}""";
    private const string Blah = """{"key":"foo","value":"blah","effect":"PreferNoSchedule"}""";
    private const string TwoNodes = "gcr.io/40:40,gcr.io/300:300,gcr.io/2000:2000|gcr.io/250:250,gcr.io/10:10";
    private const string Ssd = """{"key":"disk-type","value":"ssd","effect":"PreferNoSchedule"}""";
    private const string ToleratesArm =
        """{"key":"cpu-type","operator":"Equal","value":"arm64","effect":"PreferNoSchedule"}""";
    private const string ToleratesSsd =
        """{"key":"disk-type","operator":"Equal","value":"ssd","effect":"PreferNoSchedule"}""";

    // TestTaintTolerationScore of plugins/tainttoleration/taint_toleration_test.go
    [Theory]
    [InlineData(
        """{"key":"foo","operator":"Equal","value":"bar","effect":"PreferNoSchedule"}""",
        $"{Bar}|{Blah}",
        "100,0")]
    [InlineData($"{ToleratesArm},{ToleratesSsd}", $"|{Arm}|{Arm},{Ssd}", "")]
    [InlineData(
        """{"key":"foo","operator":"Equal","value":"bar","effect":"PreferNoSchedule"}""",
        $"|{Arm}|{Arm},{Ssd}",
        "100,50,0")]
    [InlineData(
        """{"key":"cpu-type","operator":"Equal","value":"arm64","effect":"NoSchedule"}""",
        $$"""|{"key":"cpu-type","value":"arm64","effect":"NoSchedule"}|{{Arm}},{{Ssd}}""",
        "100,100,0")]
    [InlineData("", $"|{Arm}", "100,0")]
    public void The_fewer_soft_taints_that_are_not_tolerated_the_better(
        string tolerations, string taints, string scores)
    {
        var world = new SchedulingWorld();
        foreach (var (index, taint) in taints.Split('|').Index())
        {
            world.Node($"n{index}", spec: $$"""{"taints":[{{taint}}]}""");
        }

        var pod = SchedulingWorld.Pod("p", $$"""{"tolerations":[{{tolerations}}]}""");

        Assert.Equal(scores, string.Join(',', PreferenceScores.Taints(pod.View.Spec, world.Nodes()) ?? []));
    }

    // TestNodeAffinityPriority of plugins/nodeaffinity/node_affinity_test.go
    [Theory]
    [InlineData("foo=bar:2", "foo=bar|key=value|az=az1", "100,0,0")]
    [InlineData(
        "foo=bar:2;key=value:4;foo=bar,key=value,az=az1:5",
        "foo=bar|foo=bar,key=value,az=az1|key=value",
        "18,100,36")]
    [InlineData("", "foo=bar|key=value", "")]
    public void Preferred_labels_count_by_their_weight(string preferred, string nodes, string scores)
    {
        var world = new SchedulingWorld();
        foreach (var (index, labels) in nodes.Split('|').Index())
        {
            world.Node($"n{index}", Map(labels));
        }

        var terms = preferred.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(':'))
            .Select(t => $$"""{"weight":{{t[1]}},"preference":{"matchExpressions":[{{Expressions(t[0])}}]} }""");
        var pod = SchedulingWorld.Pod("p", $$"""
            {"affinity":{"nodeAffinity":{
             "preferredDuringSchedulingIgnoredDuringExecution":[{{string.Join(',', terms)}}]} } }
            """);

        Assert.Equal(scores, string.Join(',', PreferenceScores.NodeAffinity(pod, world.Nodes()) ?? []));
    }

    // TestLeastAllocatedScoringStrategy of plugins/noderesources/least_allocated_test.go
    [Theory]
    [InlineData("4000,10000", 37)]
    [InlineData("6000,10000", 50)]
    [InlineData("1000,10000", 25)]
    [InlineData("4000,1000", 12)]
    public void The_emptier_node_is_the_better(string size, long score)
    {
        var pod = TwoContainers();

        Assert.Equal(score, ResourceScores.LeastAllocated(pod, Sized(size).Nodes()[0]));
    }

    [Fact]
    public void A_pod_that_balances_a_node_is_the_better_there()
    {
        // CPU is used more than memory: a pod of memory balances, a pod of CPU does not.
        var world = Sized("10000,10000").On("n", SchedulingWorld.Asking("a", """{"cpu":"4","memory":"2000"}"""));
        var node = world.Nodes()[0];

        Assert.Equal(77, ResourceScores.Balanced(SchedulingWorld.Asking("b", """{"memory":"1000"}"""), node));
        Assert.Equal(70, ResourceScores.Balanced(SchedulingWorld.Asking("b", """{"cpu":"2"}"""), node));
        Assert.Equal(75, ResourceScores.Balanced(SchedulingWorld.Asking("b", """{"cpu":"2","memory":"2000"}"""), node));
    }

    // TestImageLocalityPriority of plugins/imagelocality/image_locality_test.go
    [Theory]
    [InlineData("gcr.io/40,gcr.io/250", TwoNodes, "0,5")]
    [InlineData("gcr.io/40,gcr.io/300", TwoNodes, "7,0")]
    [InlineData("gcr.io/10,gcr.io/2000", TwoNodes, "49,0")]
    public void A_node_that_has_the_images_is_the_better(string wanted, string nodes, string scores)
    {
        var cluster = ClusterSnapshot.Empty;
        foreach (var (index, images) in nodes.Split('|').Index())
        {
            cluster = cluster.WithNode(new NodeView
            {
                Meta = new ObjectMeta { Name = $"n{index}" },
                Images =
                [
                    .. images.Split(',').Select(i => i.Split(':')).Select(i =>
                        ($"{i[0]}:latest", long.Parse(i[1], System.Globalization.CultureInfo.InvariantCulture) << 20)),
                ],
            });
        }

        var containers = wanted.Split(',').Select((image, i) => $$"""{"name":"c{{i}}","image":"{{image}}"}""");
        var pod = SchedulingWorld.Pod("p", $$"""{"containers":[{{string.Join(',', containers)}}]}""");
        NodeInfo[] all = [.. cluster.Ordered().Order.Select(slot => cluster.Nodes[slot]!)];

        Assert.Equal(scores, string.Join(',', ImageScores.Of(pod.View.Spec, cluster, all)!));
    }

    [Fact]
    public void Soft_spread_prefers_the_emptier_place()
    {
        var world = Zones(("a1", "a"), ("a2", "a"), ("b1", "b"))
            .On("a1", Web("w1"), Web("w2"))
            .On("b1", Web("w3"));

        var scores = SpreadScores.Of(SoftSpread("zone"), world.Cluster, world.Nodes(), null)!;

        // Order: a1, b1, a2. With 2 and 1 pods and maxSkew 1 the score is 100 * (most + least - score) / most.
        Assert.Equal([33, 100, 33], scores);
    }

    [Fact]
    public void Pods_of_a_workload_spread_over_nodes_and_zones_without_being_asked_to()
    {
        var world = Zones(("a1", "a"), ("a2", "a"), ("b1", "b")).On("a1", Web("w1"));
        var siblings = LabelSelector.MatchLabels(("app", "web"));

        var scores = SpreadScores.Of(Web("w2"), world.Cluster, world.Nodes(), siblings)!;

        Assert.Equal(["a1", "b1", "a2"], world.Nodes().Select(n => n.Name));
        Assert.True(scores[1] > scores[2] && scores[2] > scores[0], string.Join(',', scores));
        Assert.Null(SpreadScores.Of(Web("w2"), world.Cluster, world.Nodes(), null));
    }

    [Fact]
    public void Preferences_between_pods_work_both_ways()
    {
        const string likes = """
            {"affinity":{"podAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":5,
             "podAffinityTerm":
             {"topologyKey":"zone","labelSelector":{"matchLabels":{"app":"web"}}}}]},
             "podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":3,"podAffinityTerm":
             {"topologyKey":"zone","labelSelector":{"matchLabels":{"app":"db"}}}}]}}}
            """;
        var near = Zones(("a1", "a"), ("b1", "b"), ("c1", "c"))
            .On("a1", Web("w"))
            .On("b1", SchedulingWorld.Pod("d", labels: """{"app":"db"}"""));
        var others = Zones(("a1", "a"), ("b1", "b")).On("b1", SchedulingWorld.Pod("f", likes));

        // 5 for a, -3 for b, 0 for c, as shares of what lies between; the fan of web pods is in b.
        Assert.Equal([100, 0, 37], AffinityScores.Of(SchedulingWorld.Pod("p", likes), near.Cluster, near.Nodes())!);
        Assert.Equal([0, 100], AffinityScores.Of(Web("w"), others.Cluster, others.Nodes())!);
        Assert.Null(AffinityScores.Of(SchedulingWorld.Pod("x"), others.Cluster, others.Nodes()));
    }

    private static SchedulingWorld Zones(params (string Name, string Zone)[] nodes)
    {
        var world = new SchedulingWorld();
        foreach (var (name, zone) in nodes)
        {
            world.Node(name, $$"""
                {"zone":"{{zone}}","topology.kubernetes.io/zone":"{{zone}}","kubernetes.io/hostname":"{{name}}"}
                """);
        }

        return world;
    }

    private static PodInfo Web(string name) => SchedulingWorld.Pod(name, labels: """{"app":"web"}""");

    private static PodInfo SoftSpread(string key) => SchedulingWorld.Pod("p", $$"""
        {"topologySpreadConstraints":[{"topologyKey":"{{key}}","maxSkew":1,"whenUnsatisfiable":"ScheduleAnyway",
         "labelSelector":{"matchLabels":{"app":"web"} } }]}
        """);

    private static PodInfo TwoContainers() => SchedulingWorld.Pod("p", """
        {"containers":[{"name":"a","resources":{"requests":{"cpu":"1000m","memory":"2000"}}},
          {"name":"b","resources":{"requests":{"cpu":"2000m","memory":"3000"}}}]}
        """);

    private static SchedulingWorld Sized(string size)
    {
        var parts = size.Split(',');
        return new SchedulingWorld().Node(
            "n", allocatable: $$"""{"cpu":"{{parts[0]}}m","memory":"{{parts[1]}}","pods":"10"}""");
    }

    private static string Map(string labels) =>
        $"{{{string.Join(',', labels.Split(',').Select(l => l.Split('=')).Select(l => $"\"{l[0]}\":\"{l[1]}\""))}}}";

    private static string Expressions(string labels) => string.Join(
        ',',
        labels.Split(',').Select(l => l.Split('=')).Select(l => $$"""
            {"key":"{{l[0]}}","operator":"In","values":["{{l[1]}}"]}
            """));
}
