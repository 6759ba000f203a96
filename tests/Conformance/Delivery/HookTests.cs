using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Charts with hooks and definitions, by the CLI's verbs and seen by kubectl.</summary>
[Collection<DeliveryCollection>]
public sealed class HookTests(DeliveryFleet fleet)
{
    private const string TwoStages = "fairway.dev/stage!=production";
    private const string Uid = "get job before -o jsonpath={.metadata.uid}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_definition_its_object_and_hooks_go_through_two_stages()
    {
        await fleet.WriteAsync("acting", ActingChart.Files("acted.example"));
        await fleet.InstallFromAsync("acting", "acted", "1.0.0", "1.1.0");
        var kubectl = fleet.On(DeliveryFleet.Canary, "acted");
        await kubectl.DoAsync("wait --for=condition=Established crd/things.acted.example --timeout=60s");
        var first = await kubectl.DoAsync(Uid);

        var plan = await fleet.DoAsync($"plan acted=1.1.0 -p {DeliveryObjects.Careful}");
        Assert.Contains("pre-upgrade", plan, StringComparison.Ordinal);
        Assert.Contains("cannot be undone", plan, StringComparison.Ordinal);
        Assert.Equal(first, await kubectl.DoAsync(Uid));

        await using var watch = await fleet.ReleaseAsync(
            "acted-next", "acted=1.1.0", DeliveryObjects.Careful, TwoStages);
        Assert.True(await watch.WaitForExitAsync(Cancel) == 0, watch.Output);

        foreach (var cluster in new[] { DeliveryFleet.Canary, DeliveryFleet.Smallflow })
        {
            var on = fleet.On(cluster, "acted");
            Assert.Equal(
                "registry.example/store:1.1.0",
                await on.DoAsync("get things.acted.example thing -o jsonpath={.spec.image}"));
            Assert.Equal(
                "hook:1.1.0/1",
                await on.DoAsync(
                    "get job before -o jsonpath={.spec.template.spec.containers[0].image}/{.status.succeeded}"));
            Assert.Contains(
                "\"state\":\"Succeeded\"",
                await on.DoAsync("get cm fairway-hooks-acted -n fairway-system -o jsonpath={.data.hooks}"),
                StringComparison.Ordinal);
            Assert.Equal("", await on.DoAsync("get job after --ignore-not-found"));
        }

        Assert.NotEqual(first, await kubectl.DoAsync(Uid));
    }

    [Fact]
    public async Task A_hook_that_fails_stops_the_release_before_anything_of_it_is_brought()
    {
        await fleet.WriteAsync("unhooking", ActingChart.Files("unhooked.example"));
        await fleet.InstallFromAsync("unhooking", "unhooked", "1.0.0", "9.0.0");

        await using var watch = await fleet.ReleaseAsync(
            "unhooked-next", "unhooked=9.0.0", DeliveryObjects.Careful, TwoStages);
        Assert.Equal(1, await watch.WaitForExitAsync(Cancel));

        Assert.Contains("HookFailed", watch.Output, StringComparison.Ordinal);
        var failure = await fleet.Meta(DeliveryFleet.Canary)
            .DoAsync("get fcr unhooked-next -o jsonpath={.status.failure}");
        Assert.Contains("container main ended with 3", failure, StringComparison.Ordinal);
        Assert.Contains("BackoffLimitExceeded", failure, StringComparison.Ordinal);
        Assert.Equal("RolledBack", await fleet.Meta().DoAsync("get frel unhooked-next -o jsonpath={.status.phase}"));
        Assert.Equal(
            "registry.example/store:1.0.0",
            await fleet.On(DeliveryFleet.Canary, "unhooked")
                .DoAsync("get deployment web -o jsonpath={.spec.template.spec.containers[0].image}"));
        Assert.Equal(
            "hook:1.0.0",
            await fleet.On(DeliveryFleet.Smallflow, "unhooked")
                .DoAsync("get job before -o jsonpath={.spec.template.spec.containers[0].image}"));
    }
}
