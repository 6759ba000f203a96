using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Whole ways of Releases, in virtual time, over the twin as meta cluster and a scripted kind of
/// change.</summary>
public sealed class ReleaseStoryTests
{
    [Fact]
    public void A_good_version_goes_through_every_stage() => ReleaseWorld.Run(async world =>
    {
        await Fleets.ThreeStagesAsync(world);
        world.Manager();

        await world.ReleaseAsync("first", "1.0.0");
        var done = await world.UntilAsync("first", ReleasePhase.Succeeded);

        Assert.Equal(4, done.Status!.Done);
        Assert.True(done.Status.Conditions.IsTrue(ReleaseConditions.Complete));
        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
        Assert.Equal(["c1", "s1", "p1", "p2"], world.Deeds.Select(deed => deed.Cluster).Distinct());
        Assert.Equal("1.0.0", (await StableAsync(world)));
    });

    [Fact]
    public void A_crash_in_production_takes_every_cluster_back_the_latest_first() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        world.Tenant("p1").Crashes.Add("2.0.0");

        await world.ReleaseAsync("second", "2.0.0");
        var done = await world.UntilAsync("second", ReleasePhase.RolledBack);

        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster == "p2");
        var back = world.Deeds.Where(deed => deed.Direction == Direction.Back).Select(deed => deed.Cluster).Distinct();
        Assert.Equal(["p1", "s1", "c1"], back);
        var failure = (await world.FindAsync("p1", "second"))!.Status!.Failure;
        Assert.StartsWith("CrashLoop", failure, StringComparison.Ordinal);
        Assert.Equal(StagePhase.Failed, done.Status!.Stages!.Single(stage => stage.Name == "production").Phase);
        Assert.Equal("1.0.0", await StableAsync(world));
    });

    [Fact]
    public void A_failure_within_the_budget_lets_the_release_go_on() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        var pipeline = Fleets.Pipeline.Replace(
            "\"silentPeriod\": \"10s\"", "\"failureBudget\": 1", StringComparison.Ordinal);
        await Fleets.WithFirstAsync(world, pipeline);
        world.Tenant("p1").Crashes.Add("2.0.0");

        await world.ReleaseAsync("second", "2.0.0");
        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.Equal("1.0.0", world.Tenant("p1").Running);
        Assert.Equal("2.0.0", world.Tenant("p2").Running);
        Assert.Equal((3, 1), (done.Status!.Done, done.Status.Stages![2].Failed));
    });

    [Fact]
    public void With_a_manual_policy_a_failure_halts_and_a_person_goes_back() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        var pipeline = Fleets.Pipeline.Replace(
            "\"stepDeadline\"", "\"rollback\": \"Manual\", \"stepDeadline\"", StringComparison.Ordinal);
        await Fleets.WithFirstAsync(world, pipeline);
        world.Tenant("s1").Crashes.Add("2.0.0");

        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Stopped);
        Assert.Equal("2.0.0", world.Tenant("c1").Running);
        Assert.DoesNotContain(world.Deeds, deed => deed.Direction == Direction.Back);

        await world.PatchReleaseAsync("second", """{"rollBack":true}""");
        await world.UntilAsync("second", ReleasePhase.RolledBack);
        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
    });

    [Fact]
    public void A_release_that_went_through_can_be_taken_back() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("2.0.0", await StableAsync(world));
        world.Deeds.Clear();

        await world.PatchReleaseAsync("second", """{"rollBack":true}""");
        await world.UntilAsync("second", ReleasePhase.RolledBack);

        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
        Assert.Equal(["p2", "p1", "s1", "c1"], world.Deeds.Select(deed => deed.Cluster).Distinct());
        Assert.Equal("1.0.0", await StableAsync(world));
    });

    [Fact]
    public void A_release_in_mode_plan_is_planned_and_changes_nothing() => ReleaseWorld.Run(async world =>
    {
        await Fleets.ThreeStagesAsync(world);
        world.Manager();

        await world.ReleaseAsync("look", "1.0.0", """{"mode":"Plan"}""");
        var planned = await world.UntilAsync("look", ReleasePhase.Planned);

        Assert.Empty(world.Deeds);
        Assert.Equal(1, planned.Status!.Plan!.Groups);
        var shown = (await world.Meta.GetAsync(
            KubeResources.ConfigMaps, new ObjectKey("fairway-system", "plan-look"), default)).ReadNode();
        Assert.Contains("4 clusters: c1, p1, p2, s1", (string)shown["data"]!["plan.txt"]!, StringComparison.Ordinal);

        await world.PatchReleaseAsync("look", """{"mode":"Run"}""");
        await world.UntilAsync("look", ReleasePhase.Succeeded);
        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
    });

    [Fact]
    public void What_cannot_be_planned_says_why_and_begins_once_it_can() => ReleaseWorld.Run(async world =>
    {
        await Fleets.ThreeStagesAsync(world);
        world.Manager();

        await world.ReleaseAsync("bad", "refused");
        var bad = await world.UntilAsync("bad", release => Progress(release)?.Reason == ReleaseConditions.PlanFailed);
        Assert.Contains("values.yaml: proxy.port must be a number", Progress(bad)!.Message, StringComparison.Ordinal);

        await world.ReleaseAsync("worse", "forbidden");
        var worse = await world.UntilAsync("worse", one => Progress(one)?.Reason == ReleaseConditions.PlanFailed);
        Assert.StartsWith(
            "never done: c1: StatefulSet web/web image", Progress(worse)!.Message, StringComparison.Ordinal);

        await world.ReleaseAsync("good", "1.0.0");
        await world.UntilAsync("good", ReleasePhase.Succeeded);
    });

    [Fact]
    public void The_later_release_of_a_component_waits_for_the_earlier() => ReleaseWorld.Run(async world =>
    {
        await Fleets.ThreeStagesAsync(world);
        world.Manager();

        await world.ReleaseAsync("first", "1.0.0");
        await world.UntilAsync("first", ReleasePhase.Running);
        await world.ReleaseAsync("second", "2.0.0");
        var waits = await world.UntilAsync("second", r => Progress(r)?.Reason == ReleaseConditions.AnotherRelease);
        Assert.Contains("the Release first", Progress(waits)!.Message, StringComparison.Ordinal);

        await world.UntilAsync("second", ReleasePhase.Running);
        Assert.Equal(ReleasePhase.Succeeded, (await world.FindAsync("first"))!.Status!.Phase);
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.All(Fleets.Ids, id => Assert.Equal("2.0.0", world.Tenant(id).Running));
    });

    [Fact]
    public void At_rest_nothing_is_written() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.PassAsync(60);

        var before = Writes(world).Count;
        await world.PassAsync(600);

        Assert.Equal([], Writes(world).Skip(before));
        Assert.Empty(world.Deeds);
    });

    private static List<string> Writes(ReleaseWorld world) =>
        [.. world.Meta.Writes.Where(write => !write.Contains("/leases/", StringComparison.Ordinal))];

    private static Condition? Progress(Release release) =>
        release.Status?.Conditions.Find(ReleaseConditions.Progressing);

    private static async Task<string?> StableAsync(ReleaseWorld world) => (await world.Meta.GetAsync(
        FairwayResources.Of<Component>(), new ObjectKey(null, "proxy"), ApiJson.Default.Component, default))
        .Status?.Stable;
}
