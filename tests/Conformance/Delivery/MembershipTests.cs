using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Clusters that leave the fleet, and come back, while a Release is on its way.</summary>
public sealed class MembershipTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_deleted_in_mid_release_leaves_and_joins_again_when_it_is_restored()
    {
        await using var fleet = new DeliveryFleet();
        await fleet.InitializeAsync();
        await fleet.InstallAsync("moved", "1.0.0", "1.1.0");
        var production = fleet.Meta(DeliveryFleet.Production);
        var smallflow = fleet.Meta(DeliveryFleet.Smallflow);
        var kept = Plain(await production.GetAsync("cluster kubernetes-cluster"));

        await using var watch = await fleet.ReleaseAsync("moved-next", "moved=1.1.0", DeliveryObjects.Baking);
        await fleet.WaitForAsync(DeliveryFleet.Canary, "moved-next", ".status.phase", "Bake");
        await production.DoAsync("delete cluster kubernetes-cluster --timeout=30s");
        await fleet.WaitForAsync(DeliveryFleet.Smallflow, "moved-next", ".status.phase", "Bake");
        await production.DoAsync("create -f -", kept);
        await smallflow.DoAsync("delete cluster kubernetes-cluster --timeout=30s");

        Assert.Equal(0, await watch.WaitForExitAsync(Cancel));
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "moved"));
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Production, "moved"));
        Assert.StartsWith("1.0.0 1.0.0 1.0.0", await fleet.VersionsAsync(DeliveryFleet.Smallflow, "moved"));
        Assert.Equal("2", await fleet.Meta().DoAsync("get frel moved-next -o jsonpath={.status.clusters}"));
        Assert.Equal(
            "1.1.0", await production.DoAsync("get fcr moved-next -o jsonpath={.spec.changes[0].version}"));
    }

    // As somebody keeps a manifest: without what the server has made of it.
    private static string Plain(JsonNode cluster)
    {
        cluster.AsObject().Remove("status");
        var metadata = cluster["metadata"]!.AsObject();
        foreach (var field in (string[])["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"])
        {
            metadata.Remove(field);
        }

        return cluster.ToJsonString();
    }
}
