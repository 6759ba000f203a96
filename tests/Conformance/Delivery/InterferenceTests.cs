using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Somebody works in a cluster, or stops everything, while a Release is on its way.</summary>
[Collection<DeliveryCollection>]
public sealed class InterferenceTests(DeliveryFleet fleet)
{
    private const string Bake = "Bake";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hot_fix_in_a_held_partition_reaches_no_pod_below_it()
    {
        await fleet.InstallAsync("fixed", "1.0.0", "1.1.0");
        await using var watch = await fleet.ReleaseAsync("fixed-next", "fixed=1.1.0", DeliveryObjects.Baking);
        await fleet.WaitForAsync(DeliveryFleet.Canary, "fixed-next", ".status.phase", Bake);
        var kubectl = fleet.On(DeliveryFleet.Canary, "fixed");
        var below = await PodsBelowAsync(fleet);

        await kubectl.DoAsync("set image statefulset/store store=registry.example/store:hotfix");
        await kubectl.DoAsync(
            "wait fro/statefulset-store --for=jsonpath={.status.reason}=RevisionReplaced --timeout=60s");
        await fleet.WaitForAsync(DeliveryFleet.Canary, "fixed-next", ".status.reason", "WaitingForGate");
        Assert.StartsWith("1.0.0 1.0.0 1.0.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "fixed"));
        Assert.Equal(below, await PodsBelowAsync(fleet));
        var image = await kubectl.DoAsync("get sts store -o jsonpath={.spec.template.spec.containers[0].image}");
        Assert.Equal("registry.example/store:hotfix", image);
        var why = await fleet.DoAsync($"why {DeliveryFleet.Canary} fixed");
        Assert.Contains("Put the template back", why, StringComparison.Ordinal);

        await kubectl.DoAsync("set image statefulset/store store=registry.example/store:1.1.0");
        await fleet.WaitForAsync(DeliveryFleet.Canary, "fixed-next", ".status.phase", "Succeeded");
        await fleet.DoAsync("release stop fixed-next");
        Assert.Equal(1, await watch.WaitForExitAsync(Cancel));
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "fixed"));
    }

    [Fact]
    public async Task Drift_before_a_clusters_turn_holds_it_until_it_is_settled()
    {
        await fleet.InstallAsync("drifted", "1.0.0", "1.1.0");
        await using var watch = await fleet.ReleaseAsync("drifted-next", "drifted=1.1.0", DeliveryObjects.Careful);
        var kubectl = fleet.On(DeliveryFleet.Production, "drifted");
        await kubectl.DoAsync("scale statefulset/store --replicas=5");

        await fleet.WaitForAsync(DeliveryFleet.Production, "drifted-next", ".status.reason", "DifferentFromPlan");
        var why = await fleet.DoAsync($"why {DeliveryFleet.Production} drifted");
        Assert.Contains("spec.replicas", why, StringComparison.Ordinal);
        await kubectl.DoAsync("rollout status statefulset/store --timeout=30s");
        Assert.Equal(
            "1.0.0 1.0.0 1.0.0 1.0.0 1.0.0", await fleet.VersionsAsync(DeliveryFleet.Production, "drifted"));

        await kubectl.DoAsync("scale statefulset/store --replicas=4");
        Assert.Equal(0, await watch.WaitForExitAsync(Cancel));
        await fleet.AssertAllRunAsync("drifted", "1.1.0");
    }

    [Fact]
    public async Task Drift_in_a_clusters_rollout_stays_and_the_next_plan_tells_it()
    {
        await fleet.InstallAsync("grown", "1.0.0", "1.1.0");
        await using var watch = await fleet.ReleaseAsync("grown-next", "grown=1.1.0", DeliveryObjects.Baking);
        await fleet.WaitForAsync(DeliveryFleet.Canary, "grown-next", ".status.phase", Bake);
        var kubectl = fleet.On(DeliveryFleet.Canary, "grown");
        await kubectl.DoAsync("scale statefulset/store --replicas=5");
        await kubectl.DoAsync("annotate statefulset store mark=mine --overwrite");

        await fleet.WaitForAsync(DeliveryFleet.Canary, "grown-next", ".status.phase", "Succeeded");
        await fleet.DoAsync("release stop grown-next");
        Assert.Equal(1, await watch.WaitForExitAsync(Cancel));
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "grown"));
        Assert.Equal("5 mine", await kubectl.DoAsync(
            ["get", "sts", "store", "-o", "jsonpath={.spec.replicas} {.metadata.annotations.mark}"]));
        var plan = await fleet.DoAsync(
            $"plan grown=1.0.0 -p {DeliveryObjects.Careful} -l fairway.dev/stage=canary");
        Assert.Contains("spec.replicas: 5 -> 4 (drift)", plan, StringComparison.Ordinal);
        Assert.Contains("metadata.annotations.mark: \"mine\" -> \"none\" (drift)", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_stops_with_one_object_and_goes_on_when_it_is_let_go()
    {
        await fleet.InstallAsync("halted", "1.0.0", "1.1.0");
        await using var watch = await fleet.ReleaseAsync("halted-next", "halted=1.1.0", DeliveryObjects.Baking);
        await fleet.WaitForAsync(DeliveryFleet.Canary, "halted-next", ".status.phase", Bake);

        var stop = (await fleet.DoAsync("stop --reason drill")).Split(' ')[0];
        await fleet.Meta().DoAsync($"wait {stop} --for=condition=Acknowledged --timeout=60s");
        await fleet.On(DeliveryFleet.Canary, "halted")
            .DoAsync("wait fro/statefulset-store --for=jsonpath={.status.phase}=Halted --timeout=60s");
        var held = await fleet.VersionsAsync(DeliveryFleet.Canary, "halted");
        Assert.Equal("1.0.0 1.0.0 1.0.0 1.1.0", held);
        await fleet.WaitForAsync(DeliveryFleet.Canary, "halted-next", ".status.reason", "EmergencyStop");
        Assert.Contains("drill", await fleet.DoAsync($"why {DeliveryFleet.Canary} halted"), StringComparison.Ordinal);
        Assert.Contains("3/3", await fleet.DoAsync("stop --list"), StringComparison.Ordinal);
        Assert.Equal(held, await fleet.VersionsAsync(DeliveryFleet.Canary, "halted"));

        var forged = """{"spec":{"lift":{"by":"mallory"}}}""";
        var refused = await fleet.Meta().TryAsync(["patch", stop, "--type=merge", "-p", forged]);
        Assert.Contains("spec.lift.by must be who asks: ", $"{refused}", StringComparison.Ordinal);
        await fleet.DoAsync($"stop --release {stop.Split('/')[1]} --reason over");
        await fleet.WaitForAsync(DeliveryFleet.Canary, "halted-next", ".status.phase", "Succeeded");
        Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "halted"));
        await fleet.DoAsync("release stop halted-next");
        Assert.Equal(1, await watch.WaitForExitAsync(Cancel));
    }

    // Pods of the partition that is held, with their uids.
    private static Task<string> PodsBelowAsync(DeliveryFleet fleet) => fleet.On(DeliveryFleet.Canary, "fixed")
        .DoAsync("get pod store-0 store-1 store-2 -o jsonpath={.items[*].metadata.uid}");
}
