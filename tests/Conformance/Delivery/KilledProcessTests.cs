using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Managers and tenants as processes of their own, killed in the middle of a Release.</summary>
public sealed class KilledProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_manager_and_a_killed_tenant_have_begun_is_finished()
    {
        await using var fleet = new DeliveryFleet("--without", "manager,tenants");
        await fleet.InitializeAsync();
        await using var first = await TenantAsync(fleet, DeliveryFleet.Canary);
        await using var second = await TenantAsync(fleet, DeliveryFleet.Smallflow);
        await using var third = await TenantAsync(fleet, DeliveryFleet.Production);
        await using var one = await ManagerAsync(fleet, "one");
        await using var other = await ManagerAsync(fleet, "other");
        await fleet.InstallAsync("kept", "1.0.0", "1.1.0");

        await using var watch = await fleet.ReleaseAsync(
            "kept-next", "kept=1.1.0", DeliveryObjects.Baking, "fairway.dev/stage!=production");
        await fleet.WaitForAsync(DeliveryFleet.Canary, "kept-next", ".status.phase", "Bake");
        var (killed, left) = await WorkerAsync(fleet) == "one" ? (one, "other") : (other, "one");
        await killed.KillAsync();
        await first.KillAsync();
        await using var again = await TenantAsync(fleet, DeliveryFleet.Canary);

        Assert.Equal(0, await watch.WaitForExitAsync(Cancel));
        Assert.Equal(left, await WorkerAsync(fleet));
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "kept"));
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Smallflow, "kept"));
        Assert.Equal("1.0.0 1.0.0 1.0.0 1.0.0", await fleet.VersionsAsync(DeliveryFleet.Production, "kept"));
        var good = "get fcc kept -o jsonpath={.status.good}";
        Assert.Equal("1.1.0", await fleet.Meta(DeliveryFleet.Canary).DoAsync(good));
        Assert.Equal("1.0.0", await fleet.Meta(DeliveryFleet.Production).DoAsync(good));
    }

    private static Task<ServerProcess> TenantAsync(DeliveryFleet fleet, string cluster) =>
        fleet.BeginAsync($"tenant --context {cluster}", "carrying out the Rollouts");

    private static Task<ServerProcess> ManagerAsync(DeliveryFleet fleet, string name) =>
        fleet.BeginAsync($"manager --metadb {fleet.Records} --id {name}", "managing the fleet");

    // Who works on the canary: its name, without the number.
    private static async Task<string> WorkerAsync(DeliveryFleet fleet)
    {
        var holder = await fleet.Meta("fairway-system")
            .DoAsync($"get lease fairway-manager-shard-{DeliveryFleet.Canary} -o jsonpath={{.spec.holderIdentity}}");
        return holder.Split('-')[0];
    }
}
