using Fairway.Api.Rollouts;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Rollouts of Deployments in a whole cluster, in virtual time.</summary>
public sealed class DeploymentClusterTests
{
    [Fact]
    public void A_deployment_rolls_by_exact_steps_and_gets_its_strategy_back() => Run(async scene =>
    {
        var tenant = scene.StartTenant();
        await scene.CreateAsync(replicas: 8);
        await scene.BrakeAsync("7", "\"50%\"", "0");
        Assert.Equal(("Recreate", true), await StrategyAsync(scene));
        await scene.BringAsync("app:2");
        var checker = scene.CheckCounts();
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(1));
        (checker.LeastReady, checker.Most) = (8, 9);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        int[] news = [1, 4, 8];
        for (var step = 0; step < news.Length; step++)
        {
            checker.MostNew = news[step];
            var status = await scene.WalkAsync(step);
            Assert.Equal((step, news[step]), (status.Step, status.UpdatedReady));
            await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(news[step], await scene.CountAsync("app:2"));
            Assert.Equal(8 - news[step], await scene.CountAsync("app:1"));
        }

        Assert.Equal(("RollingUpdate", false), await StrategyAsync(scene));
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        var condition = (await scene.Cluster.GetAsync(scene.WorkloadPath))["status"]!["conditions"]!.AsArray()
            .Single(c => (string?)c!["type"] == "Progressing");
        Assert.Equal("NewReplicaSetAvailable", (string?)condition!["reason"]);
        Assert.Equal(2, (await scene.Cluster.ListAsync($"{TenantScene.Apps}/replicasets")).Length);
        var writes = tenant.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], tenant.Api.Writes.Skip(writes));
    });

    [Fact]
    public void The_partition_holds_when_pods_are_made_again() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("3", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        foreach (var pod in await scene.Cluster.ListAsync(TenantScene.Pods))
        {
            await scene.Cluster.DeleteAsync($"{TenantScene.Pods}/{(string?)pod["metadata"]!["name"]}");
        }

        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((3, 1), (await scene.CountAsync("app:1"), await scene.CountAsync("app:2")));
    });

    [Theory]
    [InlineData(6, 3, 3)]
    [InlineData(12, 9, 3)]
    public void Scaling_in_the_middle_keeps_the_partition(int replicas, int news, int olds) => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 8);
        await scene.BrakeAsync("3", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        Assert.Equal((5, 3), (await scene.CountAsync("app:2"), await scene.CountAsync("app:1")));
        await scene.PatchWorkloadAsync($$"""{"spec":{"replicas":{{replicas}} } }""");
        await scene.WalkAsync(0, s => s.Replicas == replicas && s.Phase == RolloutPhase.AtStep);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((news, olds), (await scene.CountAsync("app:2"), await scene.CountAsync("app:1")));
        Assert.Equal(RolloutPhase.Complete, (await scene.WalkAsync(1)).Phase);
        Assert.Equal(replicas, await scene.CountAsync("app:2"));
    });

    [Fact]
    public void Scaling_to_nothing_and_back_while_it_is_halted_brings_the_old_revision_back() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("2", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        await scene.PatchRolloutAsync("""{"spec":{"paused":true}}""");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.Paused);
        await scene.PatchWorkloadAsync("""{"spec":{"replicas":0}}""");
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(await scene.Cluster.ListAsync(TenantScene.Pods));
        await scene.PatchWorkloadAsync("""{"spec":{"replicas":4}}""");
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("1 1 1 1", await scene.ImagesAsync());
        Assert.Equal(RolloutPhase.Complete, (await scene.WalkAsync(1)).Phase);
    });

    [Fact]
    public void A_deployment_that_recreates_waits_for_its_last_step_and_says_so() => Run(async scene =>
    {
        scene.Pace = """{"recreate":true}""";
        scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("\"50%\"", "0");
        await scene.BringAsync("app:2");
        var step = await scene.WalkAsync(0);
        Assert.Equal((RolloutPhase.AtStep, 0), (step.Phase, step.Step));
        Assert.Contains("nothing replaced", step.Message, StringComparison.Ordinal);
        var checker = scene.CheckCounts();
        (checker.Most, checker.MostNew) = (4, 4);
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 4, 4), (done.Phase, done.Updated, done.UpdatedReady));
        Assert.Equal(("Recreate", false), await StrategyAsync(scene));
    });

    [Fact]
    public void A_tenant_that_dies_after_any_write_is_replaced_by_one_that_ends_the_same()
    {
        var writes = 0;
        Run(async scene => writes = (await LiveAsync(scene, null)).Api.Writes.Count);
        Assert.InRange(writes, 10, 100);
        for (var dies = 1; dies <= writes; dies++)
        {
            var at = dies;
            Run(scene => LiveAsync(scene, at));
        }
    }

    [Fact]
    public void A_permit_that_lapses_halts_a_deployment_between_two_pods() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 6);
        await scene.BrakeAsync("0");
        await scene.BringAsync("app:2");
        await scene.GrantAsync(0, TimeSpan.FromMilliseconds(1500));
        await scene.UntilAsync(s => s is { Phase: RolloutPhase.Halted, Reason: RolloutReasons.PermitLapsed });
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(10));
        var halted = await scene.CountAsync("app:2");
        Assert.InRange(halted, 1, 5);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(halted, await scene.CountAsync("app:2"));
        await scene.WalkAsync(0);
    });

    [Fact]
    public void A_template_that_somebody_changes_under_the_brake_is_not_rolled_out() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 2);
        await scene.BrakeAsync("1", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        Assert.Equal(1, await scene.CountAsync("app:2"));
        await scene.PatchWorkloadAsync(
            """{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"app:3"}]}}}}""");
        await scene.GrantAsync(1, TimeSpan.FromMinutes(5));
        await scene.UntilAsync(s => s.Reason == RolloutReasons.RevisionReplaced);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), (await scene.CountAsync("app:1"), await scene.CountAsync("app:2")));
    });

    [Fact]
    public void A_deployment_that_crashes_is_halted_and_its_rollback_goes_through() => Run(
        async scene =>
        {
            scene.StartTenant();
            await scene.CreateAsync(replicas: 4);
            await scene.BrakeAsync("0");
            await scene.BringAsync("app:bad");
            var stopped = await scene.WalkAsync(0, s => s.Phase == RolloutPhase.Stopped);
            Assert.Equal(RolloutReasons.CrashLoop, stopped.Reason);
            Assert.Equal((1, 4), (await scene.CountAsync("app:bad"), await scene.CountAsync("app:1")));

            await scene.BrakeAsync("0");
            await scene.BringAsync("app:1");
            var back = await scene.WalkAsync(0);
            Assert.Equal(RolloutPhase.Complete, back.Phase);
            Assert.Equal("1 1 1 1", await scene.ImagesAsync());
        },
        new PodBehaviours(
            [
                new PodBehaviourRule(
                    PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false }, "*:bad"),
            ],
            PodBehaviour.Default));

    [Fact]
    public void A_deployment_that_the_change_creates_comes_up_without_a_permit() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.BrakeAsync("1", "0");
        await scene.BringAsync("app:2", replicas: 2);
        await scene.UntilAsync(s => s.Ready == 2);
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 2), (done.Phase, done.UpdatedReady));
    });

    private static void Run(Func<TenantScene, Task> scenario, PodBehaviours? behaviours = null) =>
        TenantScene.Run(scenario, "Deployment", behaviours: behaviours);

    private static async Task<Tenant> LiveAsync(TenantScene scene, int? diesAfter)
    {
        var first = scene.StartTenant(diesAfter);
        first.Died = () => scene.StartTenant();
        await scene.CreateAsync(replicas: 3);
        var checker = scene.CheckCounts();
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(1));
        (checker.LeastReady, checker.Most) = (3, 4);
        await scene.BrakeAsync("2", "0");
        await scene.BringAsync("app:2");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.WaitingForPermit);
        checker.MostNew = 1;
        await scene.WalkAsync(0);
        Assert.Equal(1, await scene.CountAsync("app:2"));
        checker.MostNew = 3;
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 3), (done.Phase, done.UpdatedReady));
        return first;
    }

    private static async Task<(string? Type, bool IsPaused)> StrategyAsync(TenantScene scene)
    {
        var spec = (await scene.Cluster.GetAsync(scene.WorkloadPath))["spec"]!;
        return ((string?)spec["strategy"]!["type"], (bool?)spec["paused"] ?? false);
    }
}
