using Fairway.Api.Rollouts;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Tenants that die, and tenants that are two: the same end, and no place new before its time.</summary>
public sealed class TenantCrashTests
{
    [Fact]
    public void A_tenant_that_dies_in_any_write_is_followed_by_one_that_ends_the_same()
    {
        var writes = 0;
        TenantScene.Run(async scene => writes = (await WalkAsync(scene, null)).Api.Writes.Count);
        Assert.InRange(writes, 5, 200);
        for (var dies = 1; dies <= writes; dies++)
        {
            var at = dies;
            TenantScene.Run(scene => WalkAsync(scene, at));
        }
    }

    [Fact]
    public void Two_tenants_at_once_do_not_undo_each_other() => TenantScene.Run(async scene =>
    {
        var other = scene.StartTenant();
        await WalkAsync(scene, null);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        var writes = other.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], other.Api.Writes.Skip(writes));
    });

    private static async Task<Tenant> WalkAsync(TenantScene scene, int? diesAfter)
    {
        var first = scene.StartTenant(diesAfter);
        first.Died = () => scene.StartTenant();
        await scene.CreateAsync(replicas: 3);
        var checker = scene.Check();
        await scene.BrakeAsync("2", "0");
        checker.LeastReady = 2;
        await scene.BringAsync("app:2");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.WaitingForPermit);
        checker.FirstNew = 2;
        await scene.WalkAsync(0);
        Assert.Equal("1 1 2", await scene.ImagesAsync());
        checker.FirstNew = 0;
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 3), (done.Phase, done.UpdatedReady));
        return first;
    }
}
