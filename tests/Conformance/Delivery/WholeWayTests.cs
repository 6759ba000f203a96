using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Releases by hand, with kubectl and the CLI's verbs beside <c>fairway up</c>.</summary>
[Collection<DeliveryCollection>]
public sealed class WholeWayTests(DeliveryFleet fleet)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_goes_through_three_stages()
    {
        await fleet.InstallAsync("good", "1.0.0", "1.1.0");

        var plan = await fleet.DoAsync($"plan good=1.1.0 -p {DeliveryObjects.Careful}");
        Assert.Contains("cluster-001, cluster-002, cluster-003", plan, StringComparison.Ordinal);
        Assert.Contains("registry.example/store:1.1.0", plan, StringComparison.Ordinal);
        Assert.Contains("registry.example/store:1.0.0", plan, StringComparison.Ordinal);
        await fleet.AssertAllRunAsync("good", "1.0.0");
        Assert.Equal("", await fleet.Meta().DoAsync("get frel -o jsonpath={.items[?(@.spec.mode==\"Plan\")]}"));

        await using var watch = await fleet.ReleaseAsync("good-next", "good=1.1.0", DeliveryObjects.Careful);
        Assert.Equal(0, await watch.WaitForExitAsync(Cancel));
        await fleet.AssertAllRunAsync("good", "1.1.0");

        // A stage that is short may be over before a client that watches has read that it had begun.
        string[] stages = ["stage canary: Done", "stage smallflow: Done", "stage production: Done"];
        var places = stages.Select(stage => watch.Output.IndexOf(stage, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal("1.1.0", await fleet.Meta().DoAsync("get fco good -o jsonpath={.status.stable}"));
        Assert.Contains("Succeeded", await fleet.DoAsync("release show good-next"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_crashes_on_one_kind_of_node_is_stopped_and_taken_back()
    {
        await fleet.InstallAsync("bad", "1.0.0", DeliveryObjects.Bad);

        await using var watch = await fleet.ReleaseAsync(
            "bad-next", $"bad={DeliveryObjects.Bad}", DeliveryObjects.Watchful);
        Assert.True(await watch.WaitForExitAsync(Cancel) == 1, watch.Output);

        await fleet.AssertAllRunAsync("bad", "1.0.0");
        Assert.Contains("stage canary: Done", watch.Output, StringComparison.Ordinal);
        Assert.Contains("stage smallflow: Failed", watch.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cluster-003 (production)", watch.Output, StringComparison.Ordinal);
        Assert.Equal("RolledBack", await fleet.Meta().DoAsync("get frel bad-next -o jsonpath={.status.phase}"));
        var why = await fleet.DoAsync($"why {DeliveryFleet.Smallflow} bad");
        Assert.Contains("crash", why, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("arm64", why, StringComparison.Ordinal);
    }
}
