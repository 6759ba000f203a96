using Fairway.Tests.MetaDb.Postgres;
using Xunit;

namespace Fairway.Conformance.Managing;

/// <summary>A whole Release whose records are in a PostgreSQL that dies on the way.</summary>
public sealed class RecordsDownTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_goes_on_while_the_records_are_down_and_all_ends_well_when_they_are_back()
    {
        var records = await postgres.CreateAsync();
        await using var fleet = await ManagedProcesses.StartAsync(clusters: 2);
        await fleet.ManagerAsync("one", records);
        await fleet.TenantAsync("cluster-001");
        await fleet.TenantAsync("cluster-002");
        var meta = fleet.Kubectl("meta", "cluster-001");
        await meta.DoAsync("apply -f -", Manifests.Fleet);
        await fleet.DoAsync(
            "component", "push", fleet.Chart(replicas: 2), "--component", "web", "--version", "1.0.0",
            "--image", "web=r/web:1");
        await fleet.DoAsync("release", "create", "web-1", "--pipeline", "standard", "web=1.0.0");

        var watch = await fleet.WatchAsync("web-1", "cluster-001 (canary): Bake 1/2");
        await postgres.KillAsync();
        await meta.DoAsync("wait fcr/web-1 --for=jsonpath={.status.reason}=MetaDbUnavailable --timeout=60s");
        Assert.Equal("", await fleet.Kubectl("cluster-002", "web").DoAsync("get statefulsets -o name"));

        await postgres.StartAsync();
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
