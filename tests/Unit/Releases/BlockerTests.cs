using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Blockers and vetoes around whole Releases.</summary>
public sealed class BlockerTests
{
    private const string Blockers = "/apis/fairway.dev/v1alpha1/releaseblockers";

    [Fact]
    public void One_that_comes_in_mid_release_holds_what_has_not_begun_until_it_is_gone() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
            await PostAsync(world, """{"component":"proxy","to":"2.0.x","message":"it loses sockets"}""");
            await world.PassAsync(120);

            Assert.Equal(ClusterReleasePhase.Succeeded, (await world.FindAsync("c1", "second"))!.Status!.Phase);
            Assert.DoesNotContain(world.Deeds, deed => deed.Cluster != "c1");
            var waits = (await world.FindAsync("second"))!.Status!.Conditions.Find(ReleaseConditions.Progressing)!;
            Assert.Equal((ReleaseConditions.Blocked, ConditionStatus.False), (waits.Reason, waits.Status));
            Assert.Equal(
                "s1 may not begin: the ReleaseBlocker bad holds it: it loses sockets", waits.Message);

            await world.DeleteAsync($"{Blockers}/bad");
            await world.UntilAsync("second", ReleasePhase.Succeeded);
        });

    [Fact]
    public void A_cluster_that_is_held_takes_no_slot_and_the_others_go_on() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await HoldAsync(world, "p1", "\"disks are changed\"");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("p2", "second", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
        await world.PassAsync(60);

        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster == "p1");
        var release = (await world.FindAsync("second"))!.Status!;
        Assert.Empty(release.Slots!);
        Assert.Equal(
            ReleaseConditions.HeldByCluster, release.Conditions.Find(ReleaseConditions.Progressing)!.Reason);

        await HoldAsync(world, "p1", "null");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    [Fact]
    public void A_veto_in_the_middle_holds_the_next_step() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await HoldAsync(world, "c1", "\"not now\"");
        await world.PassAsync(120);

        var item = (await world.FindAsync("c1", "second"))!.Status!;
        Assert.Equal((ClusterReleasePhase.Bake, ClusterReleaseReasons.HeldByCluster), (item.Phase, item.Reason));
        await HoldAsync(world, "c1", "null");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    [Fact]
    public void A_metric_holds_as_long_as_it_gives_anything_and_is_asked_where_all_else_matches() =>
        ReleaseWorld.Run(async world =>
        {
            var source = new FakeMetrics { Gives = { ["up{c1}"] = 1, ["lost{c1}"] = 2 } };
            world.Metrics = source;
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await PostAsync(world, """
                {"component":"proxy","to":"2.0.x","message":"it loses sockets",
                 "clusters":{"matchLabels":{"fairway.dev/stage":"canary"}},
                 "metric":{"url":"http://p","query":"lost{{cluster}}","watched":"up{{cluster}}"}}
                """);
            await world.ReleaseAsync("second", "2.0.0");
            await UntilWaitsAsync(world, "it loses sockets; lost{c1} gives s0, s1");
            await world.PassAsync(120);
            Assert.Empty(world.Deeds);
            Assert.Equal(["lost{c1}", "up{c1}"], source.Asked.Distinct().Order());
            Assert.InRange(source.Asked.Count(one => one == "lost{c1}"), 5, 30);
            var blocker = await world.Meta.GetAsync(
                FairwayResources.Of<ReleaseBlocker>(),
                new ObjectKey(null, "bad"),
                ApiJson.Default.ReleaseBlocker,
                CancellationToken.None);
            var reading = Assert.Single(blocker.Status!.Readings!);
            Assert.Equal(
                ("lost{c1}", BlockerReadingState.Holding, "lost{c1} gives s0, s1"),
                (reading.Query, reading.State, reading.Says));

            source.Gives["lost{c1}"] = 0;
            source.Gives["up{c1}"] = 0;
            await UntilWaitsAsync(world, "nobody looks: up{c1} gives nothing");
            source.IsDown = true;
            await UntilWaitsAsync(world, "nobody can tell: it is down");
            Assert.Empty(world.Deeds);

            source.IsDown = false;
            source.Gives["up{c1}"] = 1;
            await world.UntilAsync("second", ReleasePhase.Succeeded);
        });

    private static Task<Release> UntilWaitsAsync(ReleaseWorld world, string says) => world.UntilAsync(
        "second",
        release => release.Status?.Conditions.Find(ReleaseConditions.Progressing)?.Message
            .Contains(says, StringComparison.Ordinal) == true);

    private static Task HoldAsync(ReleaseWorld world, string cluster, string text) => world.PatchAsync(
        $"/apis/fairway.dev/v1alpha1/namespaces/{cluster}/clusters/kubernetes-cluster",
        $$"""{"metadata": {"annotations": {"fairway.dev/hold": {{text}} } } }""");

    private static Task PostAsync(ReleaseWorld world, string spec) => world.PostAsync(Blockers, new JsonObject
    {
        ["apiVersion"] = ApiGroup.ApiVersion,
        ["kind"] = "ReleaseBlocker",
        ["metadata"] = new JsonObject { ["name"] = "bad" },
        ["spec"] = JsonNode.Parse(spec),
    });
}
