using System.Globalization;
using Fairway.Kube;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Twin.Behaviour.DaemonSets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class DaemonSetPlannerTests
{
    [Fact]
    public void Every_node_gets_a_pod_and_updates_go_node_by_node()
    {
        var world = New(Spec(), nodes: 3);
        Settle(world);
        world.TellPods();
        world.Edit(Image("app:2"), "image app:2");
        Settle(world);
        world.TellPods();
        Golden.Check("daemonset-rolling", world.Story);
    }

    [Fact]
    public void A_surging_update_keeps_the_old_pod_until_the_new_one_is_available()
    {
        var world = New(Spec("""{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}"""), nodes: 3);
        Settle(world);
        world.Check = (pods, plan) => Assert.All(
            plan.Actions.OfType<WorkloadAction.Delete>(),
            d => Assert.Contains(pods, p => p.IsReady && p.Meta.Uid != d.Child.Uid && p.NodeName == NodeOf(pods, d)));
        world.Edit(Image("app:2"), "image app:2");
        Settle(world);
        world.TellPods();
        Golden.Check("daemonset-surge", world.Story);
    }

    [Fact]
    public void Selector_and_taints_decide_where_daemons_run()
    {
        NodeView[] nodes =
        [
            Node(0),
            Node(1) with { Meta = Node(1).Meta with { Labels = StringMap.Empty } },
            Node(2) with { Taints = [new Taint("k", "v", "NoSchedule")] },
            Node(3) with { Taints = [new Taint("node.kubernetes.io/not-ready", "", "NoExecute")] },
        ];
        var set = new DaemonSetView
        {
            Meta = new ObjectMeta { Name = "d", Namespace = "default", Uid = "u" },
            Selector = LabelSelector.MatchLabels(("app", "d")),
            Template = PodTemplate.Parse(
                """{"metadata":{"labels":{"app":"d"}},"spec":{"nodeSelector":{"os":"linux"}}}"""),
        };

        var plan = DaemonSetPlanner.Plan(new DaemonSetObservation(set, default) { Nodes = [.. nodes] });

        Assert.Equal(["n-0", "n-3"], plan.Actions.OfType<WorkloadAction.CreatePod>().Select(c => c.Label));
        Assert.Equal(2, plan.Status.Desired);
    }

    [Fact]
    public void In_any_order_no_more_than_the_limit_is_missing_by_the_controllers_doing()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var limit = random.Next(1, 4);
            var world = New(
                Spec("{\"rollingUpdate\":{\"maxUnavailable\":" + limit + "}}"), nodes: random.Next(2, 7));
            Settle(world);
            world.Check = (pods, plan) => CheckLimit(world, pods, plan, limit);
            for (var edit = 0; edit < 3; edit++)
            {
                world.Edit(Image($"app:{edit + 2}"), "image");
                for (var i = 0; i < random.Next(20); i++)
                {
                    world.Reconcile();
                    Step(world, random);
                }
            }

            Settle(world, random);
            Settle(world);
            Assert.All(world.World.Pods(), p => Assert.Equal("app:4", p.Spec.Containers[0].Image));
            Assert.False(world.Reconcile());
        }
    }

    private static void CheckLimit(SetWorld world, PodView[] pods, SetPlan plan, int limit)
    {
        var desired = world.World.All(KubeResources.Nodes, NodeView.Read).Length;
        var available = pods.Count(p => p.IsActive && p.IsReady);
        var taken = plan.Actions.OfType<WorkloadAction.Delete>()
            .Count(d => pods.Any(p => p.Meta.Uid == d.Child.Uid && p.IsActive && p.IsReady));
        Assert.True(taken == 0
            || desired - available + taken <= limit, $"DS-3: {taken} taken, {available} available\n{world.Story}");
    }

    private static string? NodeOf(PodView[] pods, WorkloadAction.Delete delete) =>
        pods.First(p => p.Meta.Uid == delete.Child.Uid).NodeName;

    private static void Settle(SetWorld world, Random? random = null)
    {
        for (var round = 0; round < 400; round++)
        {
            world.World.Now += TimeSpan.FromSeconds(1);
            if (!(world.Reconcile() | Step(world, random)))
            {
                return;
            }
        }

        Assert.Fail($"the set does not come to rest:\n{world.Story}");
    }

    /// <summary>Puts pods on the nodes that they are pinned to, then brings one on.</summary>
    private static bool Step(SetWorld world, Random? random)
    {
        foreach (var pod in world.World.Pods().Where(p => p.NodeName is null))
        {
            world.World.Patch(
                KubeResources.Pods.ObjectPath(pod.Meta.Key),
                PodWorld.Merge(
                    $$$"""{"spec":{"nodeName":"{{{DaemonPod.NodeOf(pod)}}}"},"status":{"phase":"Running"} }"""));
        }

        return world.StepPods(random);
    }

    private static SetWorld New(string spec, int nodes)
    {
        var world = new SetWorld(KubeResources.DaemonSets, spec, Plan);
        for (var i = 0; i < nodes; i++)
        {
            world.World.Create("/api/v1/nodes", PodWorld.Merge(
                $$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{Node(i).Meta.Name}}}"} }"""));
        }

        return world;
    }

    private static SetPlan Plan(World world)
    {
        var set = world.Get(KubeResources.DaemonSets, SetWorld.Key, DaemonSetView.Read);
        var plan = DaemonSetPlanner.Plan(new DaemonSetObservation(set, world.Now)
        {
            Nodes = [.. world.All(KubeResources.Nodes, NodeView.Read)],
            Pods = [.. world.Pods()],
            Revisions = [.. world.All(KubeResources.ControllerRevisions, RevisionView.Read)],
        });
        return new SetPlan(plan.Actions, set.Status.ToJson(), plan.Status.ToJson());
    }

    private static NodeView Node(int i) => new()
    {
        Meta = new ObjectMeta
        {
            Name = $"n-{i.ToString(CultureInfo.InvariantCulture)}",
            Labels = StringMap.Of(("os", "linux")),
        },
    };

    private static string Image(string image) =>
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}}}";

    private static string Spec(string strategy = "{}") => $$$"""
        {"updateStrategy":{{{strategy}}},"selector":{"matchLabels":{"app":"s"}},
         "template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":[{"name":"app","image":"app:1"}] } } }
        """;
}
