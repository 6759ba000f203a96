using Fairway.Api.Rollouts;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Rollouts of StatefulSets in a whole cluster, in virtual time.</summary>
public sealed class StatefulSetClusterTests
{
    [Fact]
    public void A_set_walks_down_its_partitions_and_rests() => TenantScene.Run(async scene =>
    {
        var tenant = new Tenant(scene.Cluster).Start();
        await scene.CreateAsync(replicas: 4);
        await scene.BrakeAsync("3", "\"50%\"", "0");
        Assert.Equal(int.MaxValue, await scene.PartitionAsync());
        await scene.BringAsync("app:2");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.WaitingForPermit);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("1 1 1 1", await scene.ImagesAsync());

        await scene.WalkAsync(0);
        Assert.Equal("1 1 1 2", await scene.ImagesAsync());
        await scene.WalkAsync(1);
        Assert.Equal("1 1 2 2", await scene.ImagesAsync());
        var done = await scene.WalkAsync(2);

        Assert.Equal((RolloutPhase.Complete, 2, 4, 4), (done.Phase, done.Step, done.Updated, done.UpdatedReady));
        Assert.Equal("2 2 2 2", await scene.ImagesAsync());
        Assert.Equal(0, await scene.PartitionAsync());
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = tenant.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], tenant.Api.Writes.Skip(writes));
        await tenant.KillAsync();
    });
}
