using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Membership that changes while a Release is on its way: it ends all the same.</summary>
public sealed class MembershipTests
{
    [Fact]
    public void A_cluster_that_comes_later_joins_its_stage() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        (await world.ClusterAsync("p3", "production")).Template = "1.0.0";

        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("2.0.0", world.Tenant("p3").Running);
        Assert.Equal((5, 5), (done.Status!.Clusters, done.Status.Done));
        Assert.Equal(["c1", "s1", "p1", "p3", "p2"], world.Deeds.Select(deed => deed.Cluster).Distinct());
    });

    [Fact]
    public void A_cluster_whose_stage_is_done_joins_the_one_that_is_under_way() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("p1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        (await world.ClusterAsync("c2", "canary")).Template = "1.0.0";

        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("production", (await world.FindAsync("c2", "second"))!.Spec.Stage);
        Assert.Equal("2.0.0", world.Tenant("c2").Running);
    });

    [Fact]
    public void A_later_cluster_with_other_changes_than_were_approved_is_held() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        (await world.ClusterAsync("p0", "production", importance: 0)).Template = "0.9.0";

        var held = await world.UntilAsync("p0", "second", item => item.Status?.Phase == ClusterReleasePhase.Held);
        Assert.Equal(ClusterReleaseReasons.DifferentFromPlan, held.Status!.Reason);
        Assert.Contains("StatefulSet web/web image: 0.9.0 -> 2.0.0", held.Status.Message, StringComparison.Ordinal);
        await world.UntilAsync("p2", "second", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
        var release = await world.UntilAsync(
            "second",
            one => one.Status?.Conditions.Find(ReleaseConditions.Progressing)?.Reason == ReleaseConditions.ClusterHeld);
        Assert.Empty(release.Status!.Slots ?? []);
        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster == "p0");

        world.Tenant("p0").Template = "1.0.0";
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("2.0.0", world.Tenant("p0").Running);
    });

    [Fact]
    public void A_cluster_that_is_removed_leaves_and_the_release_ends() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("p1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        await DeleteAsync(world, "p1");

        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal((3, 3), (done.Status!.Clusters, done.Status.Done));
        Assert.Equal("2.0.0", world.Tenant("p2").Running);
    });

    [Fact]
    public void A_cluster_that_is_deleted_and_restored_gets_its_turn() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        await DeleteAsync(world, "p1");
        await world.PassAsync(10);
        await world.ClusterAsync("p1", "production");

        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal((4, 4), (done.Status!.Clusters, done.Status.Done));
        Assert.Equal("2.0.0", world.Tenant("p1").Running);
    });

    [Fact]
    public void A_cluster_that_is_deleted_and_restored_in_flight_goes_on() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("p1", "second", item => item.Status?.Phase == ClusterReleasePhase.Bake);

        await DeleteAsync(world, "p1");
        await world.PassAsync(3);
        await world.ClusterAsync("p1", "production");

        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("2.0.0", world.Tenant("p1").Running);
    });

    [Fact]
    public void A_cluster_that_is_labelled_anew_stays_in_its_stage() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("s1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        await LabelAsync(world, "p2", "canary");
        await LabelAsync(world, "c1", "production");

        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal([1, 1, 2], done.Status!.Stages!.Select(stage => stage.Done));
        Assert.Equal("production", (await world.FindAsync("p2", "second"))!.Spec.Stage);
        Assert.Equal(["c1", "s1", "p1", "p2"], world.Deeds.Select(deed => deed.Cluster).Distinct());
    });

    [Fact]
    public void A_cluster_that_does_not_answer_when_planned_joins_when_it_does() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        world.Tenant("p1").Api.Cut();

        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("s1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        world.Tenant("p1").Api.Mend();

        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("2.0.0", world.Tenant("p1").Running);
    });

    [Fact]
    public void A_cluster_cut_off_in_flight_fails_at_its_deadline() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        var pipeline = Fleets.Pipeline.Replace(
            "\"silentPeriod\": \"10s\"", "\"failureBudget\": 1", StringComparison.Ordinal);
        await Fleets.WithFirstAsync(world, pipeline);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("p1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        world.Tenant("p1").Api.Cut();
        var cut = await world.UntilAsync(
            "p1", "second", item => item.Status?.Reason == ClusterReleaseReasons.Unreachable);
        Assert.StartsWith("the cluster does not answer", cut.Status!.Message, StringComparison.Ordinal);

        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("2.0.0", world.Tenant("p2").Running);
        var failed = await world.FindAsync("p1", "second");
        Assert.Equal(ClusterReleasePhase.Failed, failed!.Status!.Phase);
        Assert.StartsWith("Unreachable", failed.Status.Failure, StringComparison.Ordinal);
    });

    [Fact]
    public void Drift_holds_one_cluster_and_undoing_it_lets_it_go_on() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        world.Tenant("p1").Drift = "7";

        await world.UntilAsync("p1", "second", item => item.Status?.Phase == ClusterReleasePhase.Held);
        await world.UntilAsync("p2", "second", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster == "p1");

        world.Tenant("p1").Drift = null;
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    private static Task DeleteAsync(ReleaseWorld world, string id) =>
        world.DeleteAsync($"/apis/fairway.dev/v1alpha1/namespaces/{id}/clusters/{Cluster.FixedName}");

    private static Task LabelAsync(ReleaseWorld world, string id, string stage) => world.PatchAsync(
        $"/apis/fairway.dev/v1alpha1/namespaces/{id}/clusters/{Cluster.FixedName}",
        $$$$"""{"metadata":{"labels":{"fairway.dev/stage":"{{{{stage}}}}"}}}""");
}
