using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Windows around whole Releases, in virtual time.</summary>
public sealed class WindowTests
{
    private const string Windows = "/apis/fairway.dev/v1alpha1/releasewindows";

    [Fact]
    public void Nothing_begins_outside_a_window_no_slot_is_taken_and_no_deadline_runs() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            var opens = await ClosedAsync(world, TimeSpan.FromMinutes(70), "{}");
            await world.ReleaseAsync("second", "2.0.0");
            await world.PassAsync(TimeSpan.FromHours(1));

            var held = (await world.FindAsync("second"))!.Status!;
            Assert.Empty(world.Deeds);
            Assert.Empty(held.Slots ?? []);
            var waits = held.Conditions.Find(ReleaseConditions.Progressing)!;
            Assert.Equal((ReleaseConditions.WindowClosed, ConditionStatus.True), (waits.Reason, waits.Status));
            Assert.Contains($"opens at {opens:yyyy-MM-ddTHH:mm:ssZ}", waits.Message, StringComparison.Ordinal);

            await world.UntilAsync("second", ReleasePhase.Succeeded);
            Assert.True(world.Deeds[0].At >= opens);
            Assert.Null((await world.FindAsync("c1", "second"))!.Status!.Failure);
            var sights = (await world.FindAsync("c1", "second"))!.Status!.Gates!;
            var sight = sights.Single(one => one.Gate == "window/before");
            Assert.Equal("Pass", sight.Decision);
            Assert.NotNull(sight.Evidence);
        });

    [Fact]
    public void A_window_that_closes_lets_a_granted_step_end_and_the_next_one_wait() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        var opens = await ClosedAsync(world, TimeSpan.FromMinutes(15), "{}");
        await world.PassAsync(600);

        var item = (await world.FindAsync("c1", "second"))!.Status!;
        Assert.Equal((ClusterReleasePhase.Bake, ClusterReleaseReasons.WindowClosed), (item.Phase, item.Reason));
        Assert.Equal(0, item.Step);
        Assert.Contains(item.Gates!, gate => gate is { Gate: "window/step", Decision: "Hold", Evidence: not null });
        Assert.Contains((await world.FindAsync("second"))!.Status!.Slots!, slot => slot.Cluster == "c1");

        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.DoesNotContain(world.Deeds, deed => deed.What == "grant 1" && deed.At < opens);
    });

    [Fact]
    public void A_step_that_was_decided_on_as_the_window_closed_is_not_granted_and_its_deadline_waits() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            DateTimeOffset? opens = null;
            world.Tenant("c1").BeforeActAsync = async act =>
            {
                if (act is ChangeAct.Grant { Step: 1 } && opens is null)
                {
                    opens = DateTimeOffset.MaxValue;
                    opens = await ClosedAsync(world, TimeSpan.FromHours(3), "{}");
                }
            };
            await world.UntilAsync("c1", "second", item => item.Status is
                { Phase: ClusterReleasePhase.Step, Reason: ClusterReleaseReasons.WindowClosed });
            await world.PassAsync(TimeSpan.FromHours(2));

            var item = (await world.FindAsync("c1", "second"))!.Status!;
            Assert.Equal((ClusterReleasePhase.Step, 1), (item.Phase, item.Step));
            await world.PassAsync(TimeSpan.FromHours(1));
            await world.UntilAsync("second", ReleasePhase.Succeeded);
            Assert.DoesNotContain(world.Deeds, deed => deed.What == "grant 1" && deed.At < opens);
        }, longest: TimeSpan.FromHours(6));

    [Fact]
    public void A_manager_that_comes_back_after_the_window_closed_lets_a_granted_step_end() =>
        ReleaseWorld.Run(async world =>
        {
            var first = world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("c1", "second", _ => world.Deeds.Any(deed => deed.What == "grant 0"));
            first.Die();
            await ClosedAsync(world, TimeSpan.FromHours(20), "{}");
            world.Manager();

            await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Bake);
            await world.PassAsync(600);
            Assert.Equal(0, (await world.FindAsync("c1", "second"))!.Status!.Step);
        });

    [Fact]
    public void What_may_finish_finishes_and_the_next_cluster_waits() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await ClosedAsync(world, TimeSpan.FromMinutes(30), """{"mayFinish":true}""");
        await world.PassAsync(600);

        Assert.Equal(ClusterReleasePhase.Succeeded, (await world.FindAsync("c1", "second"))!.Status!.Phase);
        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster != "c1");
    });

    [Fact]
    public void A_rollback_waits_for_no_window() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await ClosedAsync(world, TimeSpan.FromHours(20), "{}");
        await world.PassAsync(60);
        await world.PatchReleaseAsync("second", """{"rollBack":true}""");

        await world.UntilAsync("second", ReleasePhase.RolledBack);
        Assert.Equal("1.0.0", world.Tenant("c1").Template);
    });

    [Fact]
    public void A_hot_fix_passes_windows_by_and_each_use_is_audited() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await ClosedAsync(world, TimeSpan.FromHours(20), "{}");
        await world.ReleaseAsync("fix", "2.0.1", """{"bypassWindows":{"reason":"CVE-2026-1"}}""");

        await world.UntilAsync("fix", ReleasePhase.Succeeded);

        var uses = new List<JsonNode>();
        await foreach (var entry in world.Db.AuditAsync(0, default))
        {
            uses.Add(JsonNode.Parse(entry.Json.Span)!);
        }

        uses.RemoveAll(entry => (string?)entry["verb"] != "bypass");
        Assert.All(Fleets.Ids, id => Assert.Contains(
            uses, use => ((string)use["subject"]!).EndsWith($" on {id}", StringComparison.Ordinal)));
        Assert.All(uses, use => Assert.StartsWith("CVE-2026-1 (", (string)use["reason"]!, StringComparison.Ordinal));
    });

    [Fact]
    public void The_window_itself_says_when_it_opens_and_turns_by_itself() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        var opens = await ClosedAsync(world, TimeSpan.FromMinutes(30), "{}");
        await world.PassAsync(60);

        Assert.Equal(opens, (await FindAsync(world)).Status!.Until);
        Assert.False((await FindAsync(world)).Status!.Conditions.IsTrue(ReleaseWindowConditions.Open));
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.True((await FindAsync(world)).Status!.Conditions.IsTrue(ReleaseWindowConditions.Open));
    });

    /// <summary>A window that is closed from now on, for so long. Gives when it opens.</summary>
    private static async Task<DateTimeOffset> ClosedAsync(ReleaseWorld world, TimeSpan time, string more)
    {
        var until = new DateTimeOffset(
            (world.Now + time).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var spec = (JsonObject)JsonNode.Parse(more)!;
        spec["type"] = "Deny";
        var dates = new JsonObject { ["from"] = "2000-01-01", ["until"] = $"{until:yyyy-MM-ddTHH:mm:ss}" };
        spec["dates"] = new JsonArray(dates);
        await world.PostAsync(Windows, new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "ReleaseWindow",
            ["metadata"] = new JsonObject { ["name"] = "freeze" },
            ["spec"] = spec,
        });
        return until;
    }

    private static async Task<ReleaseWindow> FindAsync(ReleaseWorld world) => (await world.Meta.FindAsync(
        FairwayResources.Of<ReleaseWindow>(), new ObjectKey(null, "freeze"), ApiJson.Default.ReleaseWindow, default))!;
}
