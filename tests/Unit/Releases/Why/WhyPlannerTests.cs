using Fairway.Releases.Why;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Why;

/// <summary>The one answer to: why is this cluster not on that version?</summary>
public sealed class WhyPlannerTests
{
    [Fact]
    public void A_cluster_that_is_not_there_is_said_to_be_missing()
    {
        var lines = WhyPlanner.Explain(new WhyObservation { Now = default, ClusterId = "nowhere" });

        Assert.Equal(WhyKind.Blocker, Assert.Single(lines).Kind);
        Assert.Contains("nowhere", lines[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_release_is_explained_down_to_what_its_gates_saw() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        world.Tenant("p1").Crashes.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.RolledBack);

        var failed = await ExplainAsync(world, "p1");
        Assert.Contains(failed, line => line.Says.StartsWith("should run 1.0.0", StringComparison.Ordinal));
        Assert.Contains(failed, line => line is { Kind: WhyKind.Evidence }
            && line.Says.StartsWith("it failed: CrashLoop: pod web-0 of p1 crashes", StringComparison.Ordinal));
        Assert.Contains(failed, line => line.About == "gate health/before");

        var untouched = await ExplainAsync(world, "p2");
        Assert.Contains(untouched, line => line.Says == "this cluster had no part in it");
    });

    [Fact]
    public void What_holds_a_cluster_comes_as_a_blocker_and_what_it_waits_for_does_not() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

            var waiting = await ExplainAsync(world, "p1");
            Assert.Contains(waiting, line => line is { Kind: WhyKind.Waiting, About: "Release second" }
                && line.Says == "this cluster's turn has not come; the stage under way is canary");
            Assert.DoesNotContain(waiting, line => line.Kind == WhyKind.Blocker);
        });

    private static async Task<IReadOnlyList<WhyLine>> ExplainAsync(ReleaseWorld world, string id) =>
        WhyPlanner.Explain(new WhyObservation
        {
            Now = world.Now,
            ClusterId = id,
            Component = "proxy",
            Cluster = (await ListAsync(world, ApiJson.Default.Cluster)).First(one => one.Id == id),
            Components = await ListAsync(world, ApiJson.Default.Component),
            ClusterComponents =
                [.. (await ListAsync(world, ApiJson.Default.ClusterComponent)).Where(o => o.Metadata.Namespace == id)],
            ClusterReleases =
                [.. (await ListAsync(world, ApiJson.Default.ClusterRelease)).Where(one => one.ClusterId == id)],
            Releases = await ListAsync(world, ApiJson.Default.Release),
            Stops = await ListAsync(world, ApiJson.Default.EmergencyStop),
        });

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        ReleaseWorld world, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : Fairway.Api.Meta.FairwayObject =>
        await world.Meta.ListAllAsync(FairwayResources.Of<T>(), ListQuery.All, type, default);
}
