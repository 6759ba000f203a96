using Fairway.Api.Rollouts;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Rollouts of Deployments in a whole cluster, in virtual time.</summary>
public sealed class DeploymentClusterTests
{
    [Fact]
    public void A_deployment_waits_for_its_last_step_and_says_that_it_cannot_hold_a_part() => Run(async scene =>
    {
        var tenant = scene.StartTenant();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("\"50%\"", "0");
        Assert.True(await PausedAsync(scene));
        await scene.BringAsync("app:2");
        var step = await scene.WalkAsync(0);
        Assert.Equal((RolloutPhase.AtStep, 0), (step.Phase, step.Step));
        Assert.Contains("nothing replaced", step.Message, StringComparison.Ordinal);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("1 1 1 1", await scene.ImagesAsync());

        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 4, 4), (done.Phase, done.Updated, done.UpdatedReady));
        Assert.False(await PausedAsync(scene));
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = tenant.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], tenant.Api.Writes.Skip(writes));
    });

    [Fact]
    public void A_permit_that_lapses_pauses_a_deployment_in_the_middle() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 6);
        await scene.BrakeAsync("0");
        await scene.BringAsync("app:2");
        await scene.GrantAsync(0, TimeSpan.FromMilliseconds(600));
        await scene.UntilAsync(s => s is { Phase: RolloutPhase.Halted, Reason: RolloutReasons.PermitLapsed });
        Assert.True(await PausedAsync(scene));
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("1", await scene.ImagesAsync(), StringComparison.Ordinal);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("1", await scene.ImagesAsync(), StringComparison.Ordinal);
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
        await scene.PatchWorkloadAsync(
            """{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"app:3"}]}}}}""");
        await scene.GrantAsync(1, TimeSpan.FromMinutes(5));
        await scene.UntilAsync(s => s.Reason == RolloutReasons.RevisionReplaced);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("1 1", await scene.ImagesAsync());
    });

    [Fact]
    public void A_deployment_that_crashes_is_paused_and_its_rollback_goes_through() => Run(
        async scene =>
        {
            scene.StartTenant();
            await scene.CreateAsync(replicas: 4);
            await scene.BrakeAsync("0");
            await scene.BringAsync("app:bad");
            var stopped = await scene.WalkAsync(0, s => s.Phase == RolloutPhase.Stopped);
            Assert.Equal(RolloutReasons.CrashLoop, stopped.Reason);
            Assert.True(await PausedAsync(scene));

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

    private static async Task<bool> PausedAsync(TenantScene scene) =>
        (bool?)(await scene.Cluster.GetAsync(scene.WorkloadPath))["spec"]!["paused"] ?? false;
}
