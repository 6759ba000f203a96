using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Twin.Behaviour.StatefulSets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class StatefulSetPlannerTests
{
    [Fact]
    public void Pods_come_in_order_and_are_updated_in_reverse_down_to_the_partition()
    {
        var world = New(Spec(3));
        world.Settle();
        world.TellPods();
        world.Edit("""{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}""", "partition 1");
        world.Edit(Image("app:2"), "image app:2");
        world.Settle();
        world.TellPods();
        Kill(world, "s-0");
        world.Settle();
        world.TellPods();
        world.Edit("""{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}""", "partition 0");
        world.Settle();
        world.TellPods();
        world.Edit(Image("app:1"), "image app:1");
        world.Settle();
        world.Edit("""{"spec":{"replicas":1}}""", "1 replica");
        world.Settle();
        world.TellPods();
        Golden.Check("statefulset-ordered", world.Story);
    }

    [Fact]
    public void Parallel_pods_come_at_once_from_the_first_ordinal_and_wait_for_deletion()
    {
        var world = New(
            Spec(
                3,
                ""","podManagementPolicy":"Parallel","ordinals":{"start":5},"updateStrategy":{"type":"OnDelete"} """));
        world.Settle();
        world.Edit(Image("app:2"), "image app:2");
        world.Settle();
        Kill(world, "s-6");
        world.Settle();
        world.TellPods();
        Golden.Check("statefulset-parallel-on-delete", world.Story);
    }

    [Fact]
    public void A_pod_mounts_its_claims_which_are_made_before_it()
    {
        using var document = JsonDocument.Parse("""
            {"metadata":{"name":"s","namespace":"a","uid":"u"},"spec":{"replicas":1,"serviceName":"x",
             "selector":{"matchLabels":{"app":"s"}},
             "template":{"metadata":{"labels":{"app":"s"}},"spec":{
              "containers":[{"name":"app","image":"app:1"}],
              "volumes":[{"name":"data","emptyDir":{}},{"name":"tmp","emptyDir":{}}]}},
             "volumeClaimTemplates":[{"metadata":{"name":"data","labels":{"tier":"db"}},
              "spec":{"accessModes":["ReadWriteOnce"]}}]}}
            """);

        var plan = StatefulSetPlanner.Plan(
            new StatefulSetObservation(StatefulSetView.Read(document.RootElement), DateTimeOffset.UnixEpoch));

        var writes = plan.Actions.SkipWhile(action => action is not WorkloadAction.CreateClaim).ToArray();
        var claim = Assert.IsType<WorkloadAction.CreateClaim>(writes[0]);
        Assert.Equal(("data-s-0", "s-0"), (claim.Name, claim.Pod));
        Assert.Equal(
            """{"name":"data-s-0","namespace":"a","labels":{"tier":"db","app":"s"}}""",
            claim.Body["metadata"]!.ToJsonString());
        var pod = Assert.IsType<WorkloadAction.CreatePod>(writes[1]);
        Assert.Equal(
            """
            [{"name":"data","persistentVolumeClaim":{"claimName":"data-s-0"}},{"emptyDir":{},"name":"tmp"}]
            """,
            pod.Body["spec"]!["volumes"]!.ToJsonString());
    }

    [Fact]
    public void A_broken_update_stops_at_its_first_pod()
    {
        var world = New(Spec(3));
        world.Settle();
        world.Edit(Image("broken:2"), "image broken:2");
        world.Settle();
        Assert.Equal(
            ["app:1", "app:1", "broken:2"],
            world.World.Pods().OrderBy(p => p.Meta.Name, StringComparer.Ordinal)
                .Select(p => p.Spec.Containers[0].Image));
    }

    [Fact]
    public void In_any_order_ordinals_are_unique_and_the_partition_holds()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var world =
                New(Spec(random.Next(1, 6), random.Next(2) == 0 ? "" : ",\"podManagementPolicy\":\"Parallel\""));
            world.Settle();
            var partition = random.Next(0, 4);
            world.Edit(
                "{\"spec\":{\"updateStrategy\":{\"rollingUpdate\":{\"partition\":" + partition + "}}}}", "partition");
            world.Check = (pods, plan) => Check(world, pods, plan, partition);
            world.Edit(Image("app:2"), "image");
            for (var i = 0; i < 15; i++)
            {
                world.Reconcile();
                world.StepPods(random);
                if (random.Next(4) == 0 && world.World.Pods() is { Length: > 0 } pods)
                {
                    world.World.Delete(KubeResources.Pods.ObjectPath(pods[random.Next(pods.Length)].Meta.Key));
                }
            }

            world.Settle(random);
            world.Settle();
            var set = world.World.Get(KubeResources.StatefulSets, SetWorld.Key, StatefulSetView.Read);
            Assert.Equal(set.Replicas, set.Status.Available);
            Assert.All(world.World.Pods(), p => Assert.Equal(
                set.OrdinalOf(p.Meta.Name) < partition ? "app:1" : "app:2", p.Spec.Containers[0].Image));
        }
    }

    [Fact]
    public void At_rest_nothing_is_written()
    {
        var world = New(Spec(2));
        world.Settle();
        Assert.False(world.Reconcile());
    }

    [Fact]
    public void Old_revisions_that_nothing_uses_are_deleted_beyond_the_limit()
    {
        var world = New(Spec(1, ",\"revisionHistoryLimit\":1"));
        for (var image = 1; image < 5; image++)
        {
            world.Edit(Image($"app:{image}"), "image");
            world.Settle();
        }

        Assert.Equal(2, world.World.All(KubeResources.ControllerRevisions, RevisionView.Read).Length);
    }

    [Fact]
    public void The_greatest_partition_holds_where_ordinals_do_not_begin_at_zero()
    {
        var world = New(Spec(2, """
            ,"ordinals":{"start":1},
             "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2147483647}}
            """));
        world.Settle();
        world.Edit(Image("app:2"), "image");
        Kill(world, "s-1");
        world.Settle();
        Assert.All(world.World.Pods(), p => Assert.Equal("app:1", p.Spec.Containers[0].Image));
    }

    [Fact]
    public void A_pod_that_is_not_ready_blocks_the_very_update_that_would_mend_it()
    {
        var world = New(Spec(2));
        world.Settle();
        var pod = KubeResources.Pods.ObjectPath(new ObjectKey("default", "s-1"));
        world.World.Patch(pod, PodWorld.Merge("""
            {"status":{"conditions":[{"type":"Ready","status":"False","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
            """));
        world.Edit(Image("app:2"), "image");
        Assert.True(world.Reconcile());
        Assert.DoesNotContain("old revision", world.Story);
        Assert.Equal(2, world.World.Pods().Count(p => p.Spec.Containers[0].Image == "app:1"));
    }

    private static void Check(SetWorld world, PodView[] pods, SetPlan plan, int partition)
    {
        var created = plan.Actions.OfType<WorkloadAction.CreatePod>().Select(c => c.Label).ToArray();
        Assert.Empty(created.Intersect(pods.Select(p => p.Meta.Name)));
        var updates =
            plan.Actions.OfType<WorkloadAction.Delete>().Where(d => d.Reason.Contains("old revision")).ToArray();
        Assert.True(updates.Length <= 1, world.Story);
        Assert.All(updates, u => Assert.True(Ordinal(u.Child.Name) >= partition, world.Story));
    }

    private static int Ordinal(string name) => int.Parse(name[2..], System.Globalization.CultureInfo.InvariantCulture);

    private static void Kill(SetWorld world, string pod) =>
        world.World.Delete(KubeResources.Pods.ObjectPath(new ObjectKey("default", pod)));

    private static SetWorld New(string spec) => new(KubeResources.StatefulSets, spec, world =>
    {
        var set = world.Get(KubeResources.StatefulSets, SetWorld.Key, StatefulSetView.Read);
        var plan = StatefulSetPlanner.Plan(new StatefulSetObservation(set, world.Now)
        {
            Pods = [.. world.Pods()],
            Revisions = [.. world.All(KubeResources.ControllerRevisions, RevisionView.Read)],
        });
        return new SetPlan(plan.Actions, set.Status.ToJson(), plan.Status.ToJson());
    });

    private static string Image(string image) =>
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}}}";

    private static string Spec(int replicas, string more = "") => $$$"""
        {"replicas":{{{replicas}}},"serviceName":"x","selector":{"matchLabels":{"app":"s"}},
         "template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":[{"name":"app","image":"app:1"}]}}
         {{{more}}} }
        """;
}
