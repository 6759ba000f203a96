using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>What stops a Release, and what does not.</summary>
public sealed class StopTests
{
    private const string Stops = "/apis/fairway.dev/v1alpha1/emergencystops";

    [Fact]
    public void Nothing_begins_a_second_after_a_stop_was_made() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        await StopAsync(world, "{}");
        var at = world.Now;
        await world.PassAsync(120);

        Assert.DoesNotContain(world.Deeds, deed => deed.What != "halt" && deed.At > at + TimeSpan.FromSeconds(1));
        Assert.Contains(world.Deeds, deed => deed.What == "halt" && deed.At <= at + TimeSpan.FromSeconds(5));
        var status = (await FindStopAsync(world)).Status!;
        Assert.Equal((4, 4), (status.Clusters, status.Acknowledged));
        Assert.True(status.Conditions.IsTrue("Acknowledged"));
        Assert.Equal(
            ReleaseConditions.EmergencyStop,
            (await world.FindAsync("second"))!.Status!.Conditions.Find(ReleaseConditions.Progressing)!.Reason);

        await world.DeleteAsync($"{Stops}/stop");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Null((await world.FindAsync("c1", "second"))!.Status!.Failure);
    });

    [Fact]
    public void A_stop_holds_until_the_audit_says_who_lifted_it_and_why() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await StopAsync(world, "{}");
        await world.PassAsync(5);
        await world.PatchAsync($"{Stops}/stop", """{"spec":{"lift":{"by":"ann","reason":"incident 7 is over"}}}""");

        world.IsDbDown = true;
        await world.DeleteAsync($"{Stops}/stop");
        await world.ReleaseAsync("second", "2.0.0");
        await world.PassAsync(60);
        Assert.NotNull((await FindStopAsync(world)).Metadata.DeletionTimestamp);
        Assert.DoesNotContain(world.Deeds, deed => deed.Version == "2.0.0");

        world.IsDbDown = false;
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        await Assert.ThrowsAsync<KubeApiException>(() => FindStopAsync(world));
        Assert.Equal(
            ["m1 stop: incident 7", "ann lift: incident 7 is over"],
            await AuditAsync(world, "emergency stop stop"));
    });

    [Fact]
    public void A_lift_of_which_nobody_said_a_word_is_audited_too() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await StopAsync(world, "{}");
        await world.PassAsync(5);

        await world.DeleteAsync($"{Stops}/stop");
        await world.PassAsync(5);

        Assert.Equal(
            "unknown lift: it was deleted, and no reason given",
            (await AuditAsync(world, "emergency stop stop"))[^1]);
    });

    [Fact]
    public void A_stop_holds_what_it_selects_and_no_more() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        var pipeline = Fleets.Pipeline.Replace(
            "\"silentPeriod\": \"10s\"", "\"maxConcurrency\": 2", StringComparison.Ordinal);
        await Fleets.WithFirstAsync(world, pipeline);
        await StopAsync(world, """{"clusters":{"matchLabels":{"fairway.dev/importance":"2"}}}""");
        await StopAsync(world, """{"components":["other"]}""", "other");

        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("p2", "second", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
        await world.PassAsync(30);

        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster == "p1");
        await world.DeleteAsync($"{Stops}/stop");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    [Fact]
    public void A_stop_holds_rollbacks_unless_it_allows_them() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Bake);
        await StopAsync(world, "{}");
        await world.PassAsync(5);
        world.Deeds.Clear();

        await world.PatchReleaseAsync("second", """{"rollBack":true}""");
        await world.PassAsync(60);
        Assert.Empty(world.Deeds);

        await world.PatchAsync($"{Stops}/stop", """{"spec":{"allowRollbacks":true}}""");
        await world.UntilAsync("second", ReleasePhase.RolledBack);
        Assert.Equal("1.0.0", world.Tenant("c1").Running);
    });

    [Fact]
    public void A_pause_lets_a_granted_step_end_and_begins_no_other() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await world.PassAsync(1);

        await world.PatchReleaseAsync("second", """{"paused":true}""");
        await world.PassAsync(300);

        var item = await world.FindAsync("c1", "second");
        Assert.Equal((ClusterReleasePhase.Bake, 0), (item!.Status!.Phase, item.Status.Step));
        Assert.Equal(ClusterReleaseReasons.Paused, item.Status.Reason);
        Assert.Equal(0, world.Tenant("c1").Reached);
        Assert.Equal(ReleasePhase.Paused, (await world.FindAsync("second"))!.Status!.Phase);

        await world.PatchReleaseAsync("second", """{"paused":false}""");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    [Fact]
    public void A_stopped_release_halts_and_does_not_begin_again_but_may_go_back() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("s1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        await world.PatchReleaseAsync("second", """{"stopped":true}""");
        await world.UntilAsync("second", ReleasePhase.Stopped);
        await world.PassAsync(5);
        world.Deeds.Clear();
        var refused = await Assert.ThrowsAsync<Fairway.Kube.KubeApiException>(
            () => world.PatchReleaseAsync("second", """{"stopped":false}"""));
        Assert.Contains("cannot be taken back", refused.Message, StringComparison.Ordinal);
        await world.PassAsync(120);
        Assert.Empty(world.Deeds);
        Assert.True(world.Tenant("s1").IsHalted);

        await world.PatchReleaseAsync("second", """{"rollBack":true}""");
        await world.UntilAsync("second", ReleasePhase.RolledBack);
        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
    });

    [Fact]
    public void A_release_deleted_in_flight_halts_before_it_goes() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        await world.DeleteAsync("/apis/fairway.dev/v1alpha1/releases/second");
        for (var look = 0; look < 100 && await world.FindAsync("second") is not null; look++)
        {
            await world.PassAsync(1);
        }

        Assert.Null(await world.FindAsync("second"));
        Assert.True(world.Tenant("c1").IsHalted);
    });

    [Fact]
    public void Without_the_metadb_nothing_is_done_and_nothing_fails() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        world.IsDbDown = true;
        await world.PassAsync(1);
        var before = world.Deeds.Count;
        await world.PassAsync(300);
        Assert.Equal([], world.Deeds.Skip(before));
        Assert.Equal(
            ClusterReleaseReasons.MetaDbUnavailable, (await world.FindAsync("c1", "second"))!.Status!.Reason);

        world.IsDbDown = false;
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Null((await world.FindAsync("c1", "second"))!.Status!.Failure);
    });

    private static Task StopAsync(ReleaseWorld world, string spec, string name = "stop")
    {
        var wanted = (JsonObject)JsonNode.Parse(spec)!;
        wanted["reason"] = "incident 7";
        return world.PostAsync(Stops, new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "EmergencyStop",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = wanted,
        });
    }

    private static async Task<List<string>> AuditAsync(ReleaseWorld world, string subject)
    {
        var said = new List<string>();
        await foreach (var entry in world.Db.AuditAsync(0, CancellationToken.None))
        {
            if (JsonNode.Parse(entry.Json.Span) is { } json && (string?)json["subject"] == subject)
            {
                said.Add($"{json["actor"]} {json["verb"]}: {json["reason"]}");
            }
        }

        return said;
    }

    private static Task<EmergencyStop> FindStopAsync(ReleaseWorld world) => world.Meta.GetAsync(
        FairwayResources.Of<EmergencyStop>(), new ObjectKey(null, "stop"), ApiJson.Default.EmergencyStop, default);
}
