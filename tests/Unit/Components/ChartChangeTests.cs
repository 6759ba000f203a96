using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Components;

/// <summary>The chart kind of change in a whole cluster, in virtual time, with the real tenant process.</summary>
public sealed class ChartChangeTests
{
    [Fact]
    public void A_first_install_makes_everything_and_writes_nothing_twice() => ChartScene.Run(async scene =>
    {
        var order = await scene.OrderAsync("1");
        var plan = await scene.Chart.PlanAsync(order, default);
        Assert.Null(plan.From);
        Assert.Contains(plan.Changes, change => change.Object == "StatefulSet cache/registry-cache");
        Assert.Contains(plan.Rollouts, rollout => rollout.Guarantees!.HoldsPartition);

        var sight = await scene.CarryAsync(order);

        Assert.Equal(ChangeState.Complete, sight.State);
        Assert.Equal("1 1", await scene.TagsAsync());
        Assert.True((await scene.Chart.PlanAsync(order, default)).IsEmpty);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        var writes = scene.Cluster.Api.Writes.Count;
        await scene.Chart.ActAsync(order, new ChangeAct.Configure(new HashSet<string>()), default);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], scene.Cluster.Api.Writes.Skip(writes));
    });

    [Fact]
    public void An_update_goes_step_by_step_and_shows_what_changes() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        var order = await scene.OrderAsync("2");
        var plan = await scene.Chart.PlanAsync(order, default);
        Assert.Equal("1", plan.From);
        Assert.Contains(
            plan.Changes,
            change => change is
            {
                Object: "StatefulSet cache/registry-cache",
                Path: "spec.template.spec.containers[name=cache].image",
                Before: "\"registry.example/library/registry-cache:1\"",
                After: "\"registry.example/library/registry-cache:2\"",
                Verdict: ChangeVerdict.Allow,
            });

        await scene.ConfigureAsync(order);
        Assert.Equal("1 1", await scene.TagsAsync());
        await scene.StepAsync(order, 0);
        Assert.Equal("1 2", await scene.TagsAsync());
        await scene.StepAsync(order, 1);

        Assert.Equal("2 2", await scene.TagsAsync());
        Assert.Equal(ChangeState.Complete, (await scene.Chart.ObserveAsync(order, default)).State);
    });

    [Fact]
    public void A_rollback_goes_to_the_last_good_target_of_another_release() => ChartScene.Run(async scene =>
    {
        var good = await scene.OrderAsync("1");
        await scene.CarryAsync(good);
        var order = await scene.OrderAsync("2");
        await scene.ConfigureAsync(order);
        await scene.StepAsync(order, 0);

        var back = await scene.Chart.ReverseAsync(order, default);
        Assert.Equal(good.Target.TargetDigest, back!.TargetDigest);
        var reverse = order with { Direction = Fairway.Api.Releases.Direction.Back, Target = back };
        await scene.ConfigureAsync(reverse);
        Assert.Equal("1 2", await scene.TagsAsync());
        await scene.WalkAsync(reverse);

        Assert.Equal("1 1", await scene.TagsAsync());
        Assert.Null(await scene.Chart.ReverseAsync(good, default));
    });

    [Fact]
    public void Crashing_pods_stop_it_and_a_rollback_gets_past_them()
    {
        var bad = new PodBehaviour { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false };
        var behaviours = new PodBehaviours([new PodBehaviourRule(bad, Image: "*:bad")], PodBehaviour.Default);
        ChartScene.Run(
            async scene =>
            {
                await scene.CarryAsync(await scene.OrderAsync("1"));
                var order = await scene.OrderAsync("bad");
                await scene.ConfigureAsync(order);
                var sight = await scene.StepAsync(order, 0);
                Assert.Equal((ChangeState.Stopped, "CrashLoop"), (sight.State, sight.Reason));
                Assert.Equal("1 bad", await scene.TagsAsync());

                var back = await scene.Chart.ReverseAsync(order, default);
                var reverse = order with { Direction = Fairway.Api.Releases.Direction.Back, Target = back! };
                await scene.ConfigureAsync(reverse);
                Assert.Equal(ChangeState.Complete, (await scene.WalkAsync(reverse)).State);
                Assert.Equal("1 1", await scene.TagsAsync());
            },
            behaviours);
    }

    [Fact]
    public void What_was_not_approved_is_not_written() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        var order = await scene.OrderAsync("2");
        var approved = (await scene.Chart.PlanAsync(order, default)).Changes
            .Select(change => change.Fingerprint).ToHashSet(StringComparer.Ordinal);
        await scene.Cluster.PatchAsync(
            "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache", """{"spec":{"replicas":5}}""");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(30));
        var writes = scene.Cluster.Api.Writes.Count;

        var result = await scene.Chart.ActAsync(order, new ChangeAct.Configure(approved), default);

        var different = Assert.IsType<ActResult.Different>(result);
        Assert.Contains(different.Plan.Changes, change => change is { Path: "spec.replicas", IsDrift: true });
        Assert.Equal([], scene.Cluster.Api.Writes.Skip(writes));
    });

    [Fact]
    public void A_field_of_somebody_else_survives_and_the_rollouts_fields_are_never_carried() =>
        ChartScene.Run(async scene =>
        {
            await scene.CarryAsync(await scene.OrderAsync("1"));
            const string path = "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache";
            await scene.Cluster.PatchAsync(
                path, """{"metadata":{"labels":{"team":"x"}},"spec":{"minReadySeconds":1}}""");

            await scene.CarryAsync(await scene.OrderAsync("2"));

            var live = await scene.Cluster.GetAsync(path);
            Assert.Equal("x", (string?)live["metadata"]!["labels"]!["team"]);
            Assert.Equal(1, (int?)live["spec"]!["minReadySeconds"]);
            var owners = live["metadata"]!["managedFields"]!.AsArray();
            Assert.DoesNotContain(
                owners,
                owner => (string?)owner!["manager"] == "fairway"
                    && owner["fieldsV1"]!.ToJsonString().Contains("updateStrategy", StringComparison.Ordinal));
        });

    [Fact]
    public void A_fence_stops_it_between_two_writes_and_it_goes_on_later()
    {
        for (var from = 1; from <= 8; from++)
        {
            var at = from;
            ChartScene.Run(async scene =>
            {
                var order = await scene.OrderAsync("1");
                scene.FencedFrom = at;
                await Assert.ThrowsAsync<FencedException>(() => scene.CarryAsync(order));
                scene.FencedFrom = null;
                var state = await scene.Db.NewestAsync(new PairKey("c1", "registry-cache"), default);
                Assert.NotNull(state.Intended);

                Assert.Equal(ChangeState.Complete, (await scene.CarryAsync(order)).State);
                Assert.Equal("1 1", await scene.TagsAsync());
            });
        }
    }

    [Fact]
    public void What_a_new_version_no_longer_has_goes_and_nothing_else_does() => ChartScene.Run(async scene =>
    {
        scene.Configure("""{"podAnnotations":{"a":"1","b":"2"}}""");
        await scene.CarryAsync(await scene.OrderAsync("1"));
        scene.Configs.Clear();
        scene.Configure("""{"podAnnotations":{"b":"2"}}""");
        await scene.CarryAsync(await scene.OrderAsync("1"));

        var live = await scene.Cluster.GetAsync("/apis/apps/v1/namespaces/cache/statefulsets/registry-cache");
        var annotations = live["spec"]!["template"]!["metadata"]!["annotations"]!.AsObject();
        Assert.Equal("2", (string?)annotations["b"]);
        Assert.False(annotations.ContainsKey("a"));
    });

    [Fact]
    public void A_cluster_that_was_made_anew_is_left_alone() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        await scene.Cluster.DeleteAsync(
            "/api/v1/namespaces/fairway-system/configmaps/fairway-inventory-registry-cache");
        var order = await scene.OrderAsync("2");

        var refusal = await Assert.ThrowsAsync<ChangeRefusedException>(() => scene.PlanAsync(order));

        Assert.Equal(ChangeRefusedException.RecordsDisagree, refusal.Reason);
    });

    [Fact]
    public void A_cluster_with_a_target_that_was_never_recorded_is_left_alone() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        var unknown = $"sha256:{new string('7', 64)}";
        await scene.Cluster.PatchAsync(
            "/api/v1/namespaces/fairway-system/configmaps/fairway-inventory-registry-cache",
            "{\"data\":{\"target\":\"" + unknown + "\"}}");
        var order = await scene.OrderAsync("2");

        var refusal = await Assert.ThrowsAsync<ChangeRefusedException>(() => scene.PlanAsync(order));

        Assert.Equal(ChangeRefusedException.RecordOlderThanCluster, refusal.Reason);
        Assert.Contains(unknown, refusal.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Only_the_first_grant_of_a_step_begins_something() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        var order = await scene.OrderAsync("2");
        await scene.ConfigureAsync(order);
        var beginnings = scene.Beginnings;

        await scene.StepAsync(order, 0);
        Assert.Equal(beginnings + 1, scene.Beginnings);
        await scene.StepAsync(order, 1);
        Assert.Equal(beginnings + 2, scene.Beginnings);

        var fences = scene.Fences;
        await scene.Chart.ActAsync(order, new ChangeAct.Grant(1, DateTimeOffset.MaxValue), default);
        Assert.Equal((beginnings + 2, fences + 1), (scene.Beginnings, scene.Fences));
    });

    [Fact]
    public void A_permit_is_renewed_by_one_write_and_a_halt_is_lifted_by_it() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        var order = await scene.OrderAsync("2");
        await scene.ConfigureAsync(order);
        await scene.StepAsync(order, 0);
        await scene.Chart.ActAsync(order, new ChangeAct.Halt("stop"), default);
        scene.FencedFrom = 0;
        await scene.Chart.ActAsync(order, new ChangeAct.Halt("stop"), default);
        scene.FencedFrom = null;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("1 2", await scene.TagsAsync());

        await scene.StepAsync(order, 1);
        Assert.Equal("2 2", await scene.TagsAsync());
    });
}
