using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Why;
using Fairway.Tests.Releases.Scenes;
using Fairway.Tests.Releases.Why;
using Xunit;

namespace Fairway.Tests.Releases.CatchUps;

/// <summary>A cluster that was away from the planning of a Release to its end gets the content once it
/// answers.</summary>
public sealed class CatchUpStoryTests
{
    private const string CatchUp = "second-catch-up-p1";

    [Fact]
    public void A_cluster_that_missed_a_release_catches_up_when_it_answers_again() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        var missed = Assert.Single((await world.FindAsync("second"))!.Status!.Missed!);
        Assert.Equal(("p1", MissedState.Waiting, "it does not answer"), (missed.Cluster, missed.State, missed.Says));
        Assert.Null(await world.FindAsync(CatchUp));

        world.Tenant("p1").Api.Mend();
        var done = await world.UntilAsync("second", one => Of(one).State == MissedState.CaughtUp);

        Assert.Equal("2.0.0", world.Tenant("p1").Running);
        Assert.Equal(ReleasePhase.Succeeded, done.Status!.Phase);
        Assert.Equal(
            "every cluster has it; these caught up after its end: p1",
            done.Status.Conditions.Find(ReleaseConditions.Complete)!.Message);
        var made = (await world.FindAsync(CatchUp))!;
        Assert.Equal(("p1", "second"), (made.Spec.Cluster, made.Spec.CatchUp!.Release));
        Assert.Equal(["production"], made.Status!.Stages!.Select(stage => stage.Name));
        Assert.Single(world.Deeds, deed => deed is { Cluster: "p1", What: "apply" });
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(15)]
    public void Whichever_write_a_manager_dies_after_a_cluster_catches_up_once(int write) => ReleaseWorld.Run(
        async world =>
        {
            var dying = world.Manager("m1");
            await MissAsync(world, Fleets.Pipeline.Replace(
                "\"stepDeadline\": \"1m\"", "\"stepDeadline\": \"5m\"", StringComparison.Ordinal));

            // Writes of Leases are among those that are counted: some of the later ones are between all others.
            dying.Api.DiesAfter = dying.Api.Writes.Count + write;
            world.Tenant("p1").Api.Mend();
            while (!dying.IsDead)
            {
                await world.PassAsync(1);
            }

            world.Manager("heir");
            await world.UntilAsync("second", one => Of(one).State == MissedState.CaughtUp);
            await world.PassAsync(20);

            Assert.Equal("2.0.0", world.Tenant("p1").Running);
            Assert.Single(world.Deeds, deed => deed is { Cluster: "p1", What: "apply" });
            Assert.Equal(1, Of((await world.FindAsync("second"))!).Attempts);
            Assert.Null(await world.FindAsync($"{CatchUp}-2"));
        });

    [Fact]
    public void What_came_after_is_not_changed_back() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        await world.ReleaseAsync("third", "3.0.0");
        await world.UntilAsync("third", ReleasePhase.Succeeded);
        var second = await world.UntilAsync("second", one => Of(one).State == MissedState.GivenUp);
        Assert.Equal("the Release third came after it", Of(second).Says);

        world.Tenant("p1").Api.Mend();
        await world.UntilAsync("third", one => Of(one).State == MissedState.CaughtUp);

        Assert.Equal("3.0.0", world.Tenant("p1").Running);
        Assert.DoesNotContain(world.Deeds, deed => deed is { Cluster: "p1", Version: "2.0.0" });
    });

    [Fact]
    public void A_release_that_waits_goes_first_and_the_cluster_is_its_own_then() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        await HoldAsync(world, "\"not now\"");
        world.Tenant("p1").Api.Mend();
        await world.UntilAsync(CatchUp, ReleasePhase.Running);

        await world.ReleaseAsync("third", "3.0.0");
        var gave = await world.UntilAsync(CatchUp, ReleasePhase.Superseded);
        Assert.Equal(
            "it gives way to the Release third",
            gave.Status!.Conditions.Find(ReleaseConditions.Progressing)!.Message);
        await HoldAsync(world, "null");
        await world.UntilAsync("third", ReleasePhase.Succeeded);

        Assert.Equal("3.0.0", world.Tenant("p1").Running);
        Assert.DoesNotContain(world.Deeds, deed => deed is { Cluster: "p1", Version: "2.0.0" });
        await world.UntilAsync("second", one => Of(one).State == MissedState.GivenUp);
    });

    [Fact]
    public void Where_the_release_that_went_first_fails_the_cluster_catches_up_after_it() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await MissAsync(world);
            await HoldAsync(world, "\"not now\"");
            world.Tenant("p1").Api.Mend();
            await world.UntilAsync(CatchUp, ReleasePhase.Running);
            world.Tenant("c1").Crashes.Add("3.0.0");
            await world.ReleaseAsync("third", "3.0.0");
            await world.UntilAsync("third", ReleasePhase.RolledBack);
            await HoldAsync(world, "null");

            var done = await world.UntilAsync("second", one => Of(one).State == MissedState.CaughtUp);

            Assert.Equal(($"{CatchUp}-2", 2), (Of(done).CatchUp, Of(done).Attempts));
            Assert.Equal("2.0.0", world.Tenant("p1").Running);
        });

    [Fact]
    public void A_cluster_that_fails_to_catch_up_goes_back_alone() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        world.Tenant("p1").Crashes.Add("2.0.0");
        world.Tenant("p1").Api.Mend();

        var failed = await world.UntilAsync("second", one => Of(one).State == MissedState.Failed);

        Assert.Equal($"{CatchUp} has ended as RolledBack: try that one again, or create a Release", Of(failed).Says);
        Assert.Equal("1.0.0", world.Tenant("p1").Running);
        Assert.Equal("2.0.0", world.Tenant("p2").Running);
        Assert.Equal(ReleasePhase.Succeeded, failed.Status!.Phase);
    });

    [Fact]
    public void Who_caught_up_goes_back_with_the_release() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        world.Tenant("p1").Api.Mend();
        await world.UntilAsync("second", one => Of(one).State == MissedState.CaughtUp);

        await world.PatchReleaseAsync("second", """{"rollBack":true}""");
        await world.UntilAsync("second", ReleasePhase.RolledBack);
        await world.UntilAsync(CatchUp, ReleasePhase.RolledBack);

        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
    });

    [Fact]
    public void A_skipped_cluster_does_not_catch_up() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        await world.PatchReleaseAsync("second", """{"skips":[{"cluster":"p1","reason":"it is to be replaced"}]}""");
        world.Tenant("p1").Api.Mend();

        var done = await world.UntilAsync("second", one => Of(one).State == MissedState.GivenUp);

        Assert.Equal("it is left out: it is to be replaced", Of(done).Says);
        await world.PassAsync(120);
        Assert.Equal("1.0.0", world.Tenant("p1").Running);
    });

    [Fact]
    public void A_release_of_which_a_cluster_is_away_is_kept_until_it_is_too_late() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await MissAsync(world, Fleets.Pipeline.Replace(
                "\"steps\"", "\"retention\": {\"keep\": 1, \"maxAge\": \"10m\", \"catchUp\": \"40m\"}, \"steps\"",
                StringComparison.Ordinal));
            foreach (var id in Fleets.Ids)
            {
                await world.ReleaseAsync($"own-{id}", "2.1.0", $$"""{"cluster":"{{id}}"}""");
                if (id != "p1")
                {
                    await world.UntilAsync($"own-{id}", ReleasePhase.Succeeded);
                }
            }

            await world.PatchReleaseAsync("own-p1", """{"stopped":true}""");
            await world.PassAsync(1500);
            Assert.NotNull(await world.FindAsync("second"));
            await world.PassAsync(1500);
            Assert.Null(await world.FindAsync("second"));
        });

    [Fact]
    public void Nothing_is_written_while_a_cluster_stays_away() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        await world.PassAsync(60);
        var before = Writes(world).Count;
        await world.PassAsync(900);
        Assert.Equal([], Writes(world).Skip(before));
    });

    [Fact]
    public void It_is_made_of_the_meta_configs_that_were_pinned() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await ConfigAsync(world, "then");
        await MissSecondAsync(world);
        await world.PatchAsync(
            "/apis/fairway.dev/v1alpha1/metaconfigs/all", """{"spec":{"values":{"size":"later"}}}""");
        await world.PassAsync(5);
        world.Tenant("p1").Api.Mend();
        await world.UntilAsync("second", one => Of(one).State == MissedState.CaughtUp);

        var asked = world.Asked.Where(one => one.Version.Spec.Version == "2.0.0");
        Assert.Equal(
            ["c1 then", "p1 then", "p2 then", "s1 then"],
            asked.Select(one => $"{one.Cluster.Id} {one.MetaConfigs[0].Spec.Values!["size"]}").Distinct().Order());
    });

    [Fact]
    public void Why_tells_of_both_releases() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await MissAsync(world);
        Assert.Contains(
            await WhyAsync(world),
            line => line == ("Release second", "this cluster missed it: it does not answer", WhyKind.Waiting));

        await HoldAsync(world, "\"not now\"");
        world.Tenant("p1").Api.Mend();
        await world.UntilAsync(CatchUp, one => one.Status?.Conditions.Find(ReleaseConditions.Progressing)?.Reason
            == ReleaseConditions.HeldByCluster);
        var held = await WhyAsync(world);
        Assert.Contains(("Release second", $"this cluster missed it: {CatchUp} brings it", WhyKind.Waiting), held);
        Assert.Contains(held, line => line is { About: "gate veto", Kind: WhyKind.Blocker });
    });

    private static async Task<List<(string About, string Says, WhyKind Kind)>> WhyAsync(ReleaseWorld world)
    {
        var lines = WhyPlanner.Explain(await WhyPlannerTests.ObserveAsync(world, "p1", "proxy"));
        return [.. lines.Select(line => (line.About, line.Says, line.Kind))];
    }

    private static Task ConfigAsync(ReleaseWorld world, string size) =>
        world.PostAsync("/apis/fairway.dev/v1alpha1/metaconfigs", new JsonObject
        {
            ["apiVersion"] = "fairway.dev/v1alpha1",
            ["kind"] = "MetaConfig",
            ["metadata"] = new JsonObject { ["name"] = "all" },
            ["spec"] = new JsonObject
            {
                ["component"] = "proxy",
                ["values"] = new JsonObject { ["size"] = size },
            },
        });

    private static List<string> Writes(ReleaseWorld world) =>
        [.. world.Meta.Writes.Where(write => !write.Contains("/leases/", StringComparison.Ordinal))];

    private static MissedCluster Of(Release release) =>
        release.Status?.Missed is [var only] ? only : new MissedCluster();

    /// <summary>The Release second goes through while p1 does not answer.</summary>
    private static async Task MissAsync(ReleaseWorld world, string pipeline = Fleets.Pipeline)
    {
        await Fleets.WithFirstAsync(world, pipeline);
        await MissSecondAsync(world);
    }

    private static async Task MissSecondAsync(ReleaseWorld world)
    {
        world.Tenant("p1").Api.Cut();
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        await world.UntilAsync("second", one => Of(one).Says == "it does not answer");
    }

    private static Task HoldAsync(ReleaseWorld world, string why) => world.PatchAsync(
        $"/apis/fairway.dev/v1alpha1/namespaces/p1/clusters/{Cluster.FixedName}",
        $$$$"""{"metadata":{"annotations":{"fairway.dev/hold":{{{{why}}}}}}}""");
}
