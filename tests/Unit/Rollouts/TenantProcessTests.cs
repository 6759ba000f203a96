using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Rollouts;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Replicas of <c>fairway tenant</c> and their Lease.</summary>
public sealed class TenantProcessTests
{
    [Fact]
    public void One_replica_works_at_a_time_and_the_next_takes_over() => TenantScene.Run(async scene =>
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = Process(scene.Cluster, "one").RunAsync(first.Token);
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(1));
        var two = Process(scene.Cluster, "two").RunAsync(second.Token);
        await scene.CreateAsync(replicas: 2);
        await scene.BrakeAsync("1", "0");
        Assert.Equal("one", await HolderAsync(scene.Cluster));
        first.Cancel();
        await one;
        await scene.BringAsync("app:2");
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, "two"), (done.Phase, await HolderAsync(scene.Cluster)));
        second.Cancel();
        await two;
    });

    private static TenantProcess Process(TwinCluster cluster, string identity) =>
        new(cluster.Api, KubeEnvironment.Of(cluster.Time, 9), identity);

    private static async Task<string?> HolderAsync(TwinCluster cluster) =>
        (string?)(await cluster.GetAsync(
            "/apis/coordination.k8s.io/v1/namespaces/fairway-system/leases/fairway-tenant"))["spec"]!["holderIdentity"];
}
