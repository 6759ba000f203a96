using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Rollouts of StatefulSets in a whole cluster, in virtual time.</summary>
public sealed class StatefulSetClusterTests
{
    [Fact]
    public void A_set_walks_down_its_partitions_and_rests() => TenantScene.Run(async scene =>
    {
        var tenant = scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        var checker = scene.Check();
        await scene.BrakeAsync("3", "\"50%\"", "0");
        Assert.Equal(int.MaxValue, await scene.PartitionAsync());
        checker.LeastReady = 3;
        await scene.BringAsync("app:2");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.WaitingForPermit);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));

        checker.FirstNew = 3;
        await scene.WalkAsync(0);
        Assert.Equal("1 1 1 2", await scene.ImagesAsync());
        checker.FirstNew = 2;
        await scene.WalkAsync(1);
        Assert.Equal("1 1 2 2", await scene.ImagesAsync());
        checker.FirstNew = 0;
        var done = await scene.WalkAsync(2);

        Assert.Equal((RolloutPhase.Complete, 2, 4, 4), (done.Phase, done.Step, done.Updated, done.UpdatedReady));
        Assert.Equal("2 2 2 2", await scene.ImagesAsync());
        Assert.Equal(0, await scene.PartitionAsync());
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = tenant.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], tenant.Api.Writes.Skip(writes));
    });

    [Fact]
    public void A_step_is_taken_at_a_time_though_all_are_permitted() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 3);
        await scene.BrakeAsync("2", "0");
        await scene.BringAsync("app:2");
        var partitions = new List<int?>();
        await scene.WalkAsync(1, s =>
        {
            partitions.Add(s.Step);
            return s.Phase == RolloutPhase.Complete;
        });
        Assert.Contains(0, partitions);
    });

    [Fact]
    public void A_permit_that_lapses_halts_in_the_middle_and_a_new_one_goes_on() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("0");
        await scene.BringAsync("app:2");
        await scene.GrantAsync(0, TimeSpan.FromSeconds(3));
        var halted = await scene.UntilAsync(s => s.Phase == RolloutPhase.Halted);
        Assert.Equal((RolloutReasons.PermitLapsed, -1), (halted.Reason, halted.Step));
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(10));
        var images = await scene.ImagesAsync();
        Assert.Contains("1", images, StringComparison.Ordinal);
        Assert.Contains("2", images, StringComparison.Ordinal);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(images, await scene.ImagesAsync());

        await scene.WalkAsync(0);
        Assert.Equal("2 2 2 2", await scene.ImagesAsync());
    },
    behaviours: Slow);

    [Fact]
    public void A_pause_halts_at_once_and_a_grant_lifts_it() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0, s => s.Updated == 1);
        await scene.PatchRolloutAsync("""{"spec":{"paused":true}}""");
        await scene.UntilAsync(s => s is { Phase: RolloutPhase.Halted, Reason: RolloutReasons.Paused });
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(10));
        var images = await scene.ImagesAsync();
        Assert.Contains("1 1", images, StringComparison.Ordinal);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(images, await scene.ImagesAsync());
        await scene.WalkAsync(0);
    },
    behaviours: Slow);

    [Fact]
    public void A_hot_fix_during_a_held_partition_does_not_release_the_brake() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("3", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        await scene.PatchWorkloadAsync(Image("app:3"));
        var status = await scene.UntilAsync(s => s.Phase == RolloutPhase.Halted);
        Assert.Equal(RolloutReasons.RevisionReplaced, status.Reason);
        await scene.GrantAsync(1, TimeSpan.FromMinutes(5));
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.StartsWith("1 1 1", await scene.ImagesAsync(), StringComparison.Ordinal);
        Assert.Equal(int.MaxValue, await scene.PartitionAsync());

        await scene.PatchWorkloadAsync(Image("app:2"));
        await scene.WalkAsync(1);
        Assert.Equal("2 2 2 2", await scene.ImagesAsync());
    });

    [Fact]
    public void Pods_that_are_deleted_under_a_partition_come_back_old() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        scene.Check(firstNew: 2);
        await scene.BrakeAsync("2", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        await scene.Cluster.DeleteAsync($"{TenantScene.Pods}/web-1");
        await scene.Cluster.DeleteAsync($"{TenantScene.Pods}/web-3");
        await scene.UntilAsync(s => s.Ready < 4);
        await scene.WalkAsync(0, s => s is { Phase: RolloutPhase.AtStep, Ready: 4 });
        Assert.Equal("1 1 2 2", await scene.ImagesAsync());
    });

    [Fact]
    public void What_is_added_while_the_brake_is_on_is_old() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 2);
        await scene.BrakeAsync("1", "0");
        await scene.BringAsync("app:2");
        await scene.PatchWorkloadAsync("""{"spec":{"replicas":4}}""");
        await scene.UntilAsync(s => s.Ready == 4);
        Assert.Equal("1 1 1 1", await scene.ImagesAsync());
        await scene.WalkAsync(1);
        Assert.Equal(4, TenantScene.Int(await scene.Cluster.GetAsync(scene.WorkloadPath), "spec", "replicas"));
    });

    [Fact]
    public void Only_the_update_strategy_is_written() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 2);
        await scene.BrakeAsync("1", "0");
        await scene.PatchWorkloadAsync("""
            {"metadata":{"labels":{"mine":"yes"},"annotations":{"note":"kept"}},
             "spec":{"minReadySeconds":1,"revisionHistoryLimit":4}}
            """);
        await scene.BringAsync("app:2");
        await scene.WalkAsync(1);
        var set = await scene.Cluster.GetAsync(scene.WorkloadPath);
        Assert.Equal("yes", (string?)set["metadata"]!["labels"]!["mine"]);
        Assert.Equal("kept", (string?)set["metadata"]!["annotations"]!["note"]);
        Assert.Equal((1, 4), (
            TenantScene.Int(set, "spec", "minReadySeconds"), TenantScene.Int(set, "spec", "revisionHistoryLimit")));
        var ours = set["metadata"]!["managedFields"]!.AsArray()
            .Single(m => (string?)m!["manager"] == "fairway-rollout")!["fieldsV1"]!;
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"f:spec":{"f:updateStrategy":{"f:rollingUpdate":{"f:partition":{}},"f:type":{}}}}
                """),
            ours), ours.ToJsonString());
    });

    [Fact]
    public void A_strategy_that_somebody_else_sets_is_put_back() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 3);
        await scene.BrakeAsync("2", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        await scene.PatchWorkloadAsync("""{"spec":{"updateStrategy":{"$retainKeys":["type"],"type":"OnDelete"}}}""");
        await scene.WalkAsync(0, s => s.Phase == RolloutPhase.AtStep);
        await scene.Cluster.UntilAsync(
            scene.WorkloadPath, w => (string?)w["spec"]!["updateStrategy"]!["type"] == "RollingUpdate");
        Assert.Equal("1 1 2", await scene.ImagesAsync());
    });

    [Fact]
    public void A_set_that_the_change_creates_is_new_at_once_and_goes_by_steps() => TenantScene.Run(async scene =>
    {
        scene.StartTenant();
        await scene.BrakeAsync("1", "0");
        Assert.Equal(RolloutReasons.WorkloadMissing, (await scene.StatusAsync())!.Reason);
        await scene.CreateAsync(replicas: 2);
        await scene.PatchRolloutAsync("""{"spec":{"generation":1}}""");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.WaitingForPermit);
        await scene.WalkAsync(0);
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 2), (done.Phase, done.UpdatedReady));
    });

    [Fact]
    public void A_crash_on_one_kind_of_node_stops_the_rollout_and_says_what_it_shares() => TenantScene.Run(
        async scene =>
        {
            // Pods go to nodes in turn; web-5 is replaced first.
            scene.StartTenant();
            await scene.CreateAsync(replicas: 6);
            foreach (var node in (string[])["node-000", "node-001", "node-002"])
            {
                await scene.LabelNodeAsync(node, node == "node-001" ? "arm64" : "amd64");
            }

            await scene.BrakeAsync("0");
            await scene.BringAsync("app:bad");
            var stopped = await scene.WalkAsync(0, s => s.Phase == RolloutPhase.Stopped);
            Assert.Equal(RolloutReasons.CrashLoop, stopped.Reason);
            Assert.Contains("node-001", stopped.Message, StringComparison.Ordinal);
            Assert.Contains("kubernetes.io/arch=arm64", stopped.Message, StringComparison.Ordinal);
            var images = await scene.ImagesAsync();
            await scene.GrantAsync(0, TimeSpan.FromMinutes(10));
            await scene.Cluster.PassAsync(TimeSpan.FromMinutes(8));
            Assert.Equal(images, await scene.ImagesAsync());
            Assert.Equal(stopped.Message, (await scene.StatusAsync())!.Message);
        },
        behaviours: Crashing("node-001"));

    [Fact]
    public void A_rollback_is_not_blocked_by_the_pods_that_are_broken() => TenantScene.Run(
        async scene =>
        {
            var tenant = scene.StartTenant();
            await scene.CreateAsync(replicas: 4);
            await scene.BrakeAsync("2", "0");
            await scene.BringAsync("app:late");
            await scene.WalkAsync(0);
            Assert.Equal("1 1 late late", await scene.ImagesAsync());
            await scene.UntilAsync(s => s.Phase == RolloutPhase.Stopped && s.UpdatedReady == 0);

            await scene.BrakeAsync("3", "0");
            await scene.BringAsync("app:1");
            await scene.WalkAsync(0);
            Assert.EndsWith("1", await scene.ImagesAsync(), StringComparison.Ordinal);
            await scene.WalkAsync(1);
            Assert.Equal("1 1 1 1", await scene.ImagesAsync());
            var deletion = $"DELETE {TenantScene.Pods}";
            Assert.Contains(tenant.Api.Writes, w => w.StartsWith(deletion, StringComparison.Ordinal));
        },
        behaviours: new PodBehaviours(
            [new PodBehaviourRule(PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(25) }, "*:late")],
            PodBehaviour.Default));

    [Fact]
    public void An_image_that_cannot_be_pulled_stops_the_rollout() => TenantScene.Run(
        async scene =>
        {
            scene.StartTenant();
            await scene.CreateAsync(replicas: 3);
            await scene.BrakeAsync("0");
            await scene.BringAsync("app:none");
            var stopped = await scene.WalkAsync(0, s => s.Phase == RolloutPhase.Stopped);
            Assert.Equal(RolloutReasons.ImagePullFailed, stopped.Reason);
            Assert.Equal("1 1 none", await scene.ImagesAsync());
        },
        behaviours: new PodBehaviours(
            [new PodBehaviourRule(PodBehaviour.Default with { PullFails = true }, "*:none")], PodBehaviour.Default));

    // Time enough between one pod and the next to stop in the middle.
    private static PodBehaviours Slow { get; } =
        new([], PodBehaviour.Default with { Ready = TimeSpan.FromSeconds(3) });

    private static string Image(string image) =>
        $$"""{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"{{image}}"}]} } } }""";

    private static PodBehaviours Crashing(string node) => new(
        [
            new PodBehaviourRule(
                PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false }, "*:bad", node),
        ],
        PodBehaviour.Default);
}
