using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Drift;

/// <summary>What becomes of drift: it is shown, and corrected by Releases where the component says so.</summary>
public sealed class DriftStoryTests
{
    private const string Said = "1 field differs from what was applied: "
        + "StatefulSet web/web spec.replicas (by scaler, 2026-01-02T03:04:05Z)";

    [Fact]
    public void Drift_is_shown_within_seconds_and_nothing_is_written_at_rest() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await UntilAsync(world, "p1", item => item.Status?.Drift == 0);

        world.Drift.Change("p1", "7");
        await world.PassAsync(3);

        var item = await FindAsync(world, "p1");
        Assert.Equal(1, item.Status!.Drift);
        var drifted = item.Status.Conditions.Find(ClusterComponentConditions.Drifted)!;
        Assert.Equal(
            (ConditionStatus.True, ClusterComponentConditions.Reported, Said),
            (drifted.Status, drifted.Reason, drifted.Message));
        Assert.True(item.Status.Conditions.IsTrue(ClusterComponentConditions.Ready));
        var (writes, looks) = (Writes(world), world.Drift.Looks);
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((writes, looks), (Writes(world), world.Drift.Looks));

        world.Drift.Change("p1", null);
        await world.PassAsync(3);
        Assert.Equal(0, (await FindAsync(world, "p1")).Status!.Drift);
        Assert.False((await FindAsync(world, "p1")).Status!.Conditions.IsTrue(ClusterComponentConditions.Drifted));
    });

    [Fact]
    public void What_is_said_of_drift_is_no_reason_to_look_again() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await UntilAsync(world, "p1", item => item.Status?.Drift == 0);
        await world.PassAsync(5);

        var looks = world.Drift.Looks;
        world.Drift.Change("p1", "7");
        await UntilAsync(world, "p1", item => item.Status?.Drift == 1);
        await world.PassAsync(5);
        Assert.Equal(looks + 1, world.Drift.Looks);
    });

    [Fact]
    public void A_component_that_says_so_is_corrected_by_a_Release_of_that_cluster() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await CorrectingAsync(world);
        world.Deeds.Clear();

        world.Drift.Change("p1", "7");
        var release = await world.UntilAsync("drift-p1-proxy-1", ReleasePhase.Succeeded);

        Assert.Equal(("expedited", "p1"), (release.Spec.Pipeline, release.Spec.Cluster));
        Assert.Null(world.Tenant("p1").Drift);
        Assert.Equal(["p1"], world.Deeds.Select(deed => deed.Cluster).Distinct());
        Assert.All(world.Deeds, deed => Assert.Equal("1.0.0", deed.Version));
        var item = await UntilAsync(world, "p1", item => item.Status?.Drift == 0);
        Assert.Equal((1, 0), (item.Status!.Correction!.Number, item.Status.Correction.Returned));
        Assert.Equal("1.0.0", (await FindComponentAsync(world)).Status!.Stable);
    });

    [Fact]
    public void A_correction_brings_no_edit_since_and_waits_for_the_same_stops() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await CorrectingAsync(world);
        await world.PostAsync("/apis/fairway.dev/v1alpha1/emergencystops", new System.Text.Json.Nodes.JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "EmergencyStop",
            ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "stop" },
            ["spec"] = new System.Text.Json.Nodes.JsonObject { ["reason"] = "a test" },
        });

        world.Drift.Change("p1", "7");
        await world.PassAsync(120);

        Assert.Equal("7", world.Tenant("p1").Drift);
        Assert.Equal(1, (await FindAsync(world, "p1")).Status!.Correction!.Number);
        await world.DeleteAsync("/apis/fairway.dev/v1alpha1/emergencystops/stop");
        await world.UntilAsync("drift-p1-proxy-1", ReleasePhase.Succeeded);
    });

    [Fact]
    public void An_endless_fight_is_said_and_not_fought() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await CorrectingAsync(world);
            var times = new List<DateTimeOffset>();
            for (var number = 1; number <= 5; number++)
            {
                world.Drift.Change("p1", "7");
                await world.UntilAsync($"drift-p1-proxy-{number}", ReleasePhase.Succeeded);
                times.Add((await FindAsync(world, "p1")).Status!.Correction!.At);
            }

            world.Drift.Change("p1", "7");
            await world.PassAsync(TimeSpan.FromHours(3));

            Assert.Null(await world.FindAsync("drift-p1-proxy-6"));
            Assert.Null(await world.FindAsync("drift-p1-proxy-4"));
            var drifted = (await FindAsync(world, "p1")).Status!.Conditions.Find(ClusterComponentConditions.Drifted)!;
            Assert.Equal(ClusterComponentConditions.Fought, drifted.Reason);
            Assert.StartsWith(
                $"{Said}; it came back after each of 5 corrections", drifted.Message, StringComparison.Ordinal);
            var waits = times.Zip(times.Skip(1), (one, next) => (next - one).TotalMinutes).ToList();
            Assert.Equal([1, 2, 4, 8], waits.Select(wait => Math.Round(wait)));

            world.Drift.Change("p1", null);
            await world.PassAsync(5);
            world.Drift.Change("p1", "8");
            await world.UntilAsync("drift-p1-proxy-6", ReleasePhase.Succeeded);
        },
        TimeSpan.FromHours(8));

    [Fact]
    public void A_manager_that_dies_on_the_way_makes_no_second_correction()
    {
        for (var writes = 1; writes <= 6; writes++)
        {
            var most = writes;
            ReleaseWorld.Run(async world =>
            {
                var first = world.Manager();
                await CorrectingAsync(world);
                first.Api.DiesAfter = first.Api.Writes.Count + most;
                world.Drift.Change("p1", "7");
                await world.PassAsync(5);
                world.Manager("m2");

                await world.UntilAsync("drift-p1-proxy-1", ReleasePhase.Succeeded);
                var item = await UntilAsync(world, "p1", one => one.Status?.Drift == 0);

                Assert.Equal(1, item.Status!.Correction!.Number);
                Assert.Null(await world.FindAsync("drift-p1-proxy-2"));
            });
        }
    }

    private static async Task CorrectingAsync(ReleaseWorld world)
    {
        await Fleets.WithFirstAsync(world);
        await world.PatchAsync(
            "/apis/fairway.dev/v1alpha1/components/proxy", """{"spec":{"driftPolicy":"Correct"}}""");
        await UntilAsync(world, "p1", item => item.Status?.Drift == 0);
    }

    private static int Writes(ReleaseWorld world) => world.Meta.Writes.Count(write =>
        !write.Contains("/leases", StringComparison.Ordinal));

    private static async Task<ClusterComponent> FindAsync(ReleaseWorld world, string cluster) =>
        (await world.Meta.FindAsync(
            FairwayResources.Of<ClusterComponent>(), new ObjectKey(cluster, "proxy"),
            ApiJson.Default.ClusterComponent, default))!;

    private static async Task<Component> FindComponentAsync(ReleaseWorld world) => (await world.Meta.FindAsync(
        FairwayResources.Of<Component>(), new ObjectKey(null, "proxy"), ApiJson.Default.Component, default))!;

    private static async Task<ClusterComponent> UntilAsync(
        ReleaseWorld world, string cluster, Func<ClusterComponent, bool> wanted)
    {
        for (var look = 0; look < 3000; look++)
        {
            var item = await FindAsync(world, cluster);
            if (item is not null && wanted(item))
            {
                return item;
            }

            await world.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException($"never: {(await FindAsync(world, cluster))?.Status}\n{world.Logs}");
    }
}
