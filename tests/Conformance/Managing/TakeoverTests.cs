using Xunit;

namespace Fairway.Conformance.Managing;

/// <summary>Processes that are killed in the middle of a release, far from their clusters.</summary>
public sealed class TakeoverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_goes_on_when_its_manager_and_a_tenant_are_killed()
    {
        await using var fleet = await ManagedProcesses.StartAsync(clusters: 2);
        var first = await fleet.ManagerAsync("one");
        var second = await fleet.ManagerAsync("two");
        await fleet.TenantAsync("cluster-001");
        var tenant = await fleet.TenantAsync("cluster-002");
        var meta = fleet.Kubectl("meta", "fairway-system");
        await meta.DoAsync("apply -f -", Manifests.Fleet);
        var chart = fleet.Chart(replicas: 2);
        await fleet.DoAsync(
            "component", "push", chart, "--component", "web", "--version", "1.0.0", "--image", "web=r/web:1");
        await fleet.DoAsync("release", "create", "web-1", "--pipeline", "standard", "web=1.0.0");

        var watch = await fleet.WatchAsync("web-1", "cluster-002 (rest): Step 1/2");
        var holder = await meta.DoAsync(
            "get lease fairway-manager-shard-cluster-002 -o jsonpath={.spec.holderIdentity}");
        await (holder.StartsWith("one-", StringComparison.Ordinal) ? first : second).KillAsync();
        await tenant.KillAsync();
        await fleet.TenantAsync("cluster-002");

        Assert.Equal(0, await watch.WaitForExitAsync(Cancel));
        foreach (var cluster in new[] { "cluster-001", "cluster-002" })
        {
            Assert.Equal(
                "r/web:1 r/web:1",
                await fleet.Kubectl(cluster, "web").DoAsync(
                    "get pods -o jsonpath={.items[*].spec.containers[0].image}"));
        }
    }
}
