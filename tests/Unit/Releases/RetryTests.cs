using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Clusters that a person has tried again, or leaves out.</summary>
public sealed class RetryTests
{
    private static readonly string Lenient = Fleets.Pipeline.Replace(
        "\"silentPeriod\": \"10s\"", "\"failureBudget\": 1", StringComparison.Ordinal);

    private static readonly string Manual = Fleets.Pipeline.Replace(
        "\"stepDeadline\"", "\"rollback\": \"Manual\", \"stepDeadline\"", StringComparison.Ordinal);

    [Fact]
    public void A_cluster_that_failed_is_tried_again_after_the_Release_was_through() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world, Lenient);
        world.Tenant("p1").Crashes.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        var through = await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal("1.0.0", world.Tenant("p1").Running);

        world.Tenant("p1").Crashes.Clear();
        await RetryAsync(world, "p1", 1);
        await world.UntilAsync("second", release => release.Status?.FinishedAt > through.Status!.FinishedAt);

        var done = await world.FindAsync("second");
        Assert.Equal((4, 0), (done!.Status!.Done, done.Status.Stages![2].Failed));
        Assert.Equal("2.0.0", world.Tenant("p1").Running);
        var item = (await world.FindAsync("p1", "second"))!.Status!;
        Assert.Equal((1, null, ClusterReleasePhase.Succeeded), (item.Attempt, item.Failure, item.Phase));
        var audit = Assert.Single(await AuditAsync(world), entry => entry.Verb == "retry");
        Assert.Equal(("alice", "the disk was full"), (audit.Actor, audit.Reason));
    });

    [Fact]
    public void One_that_halted_is_tried_again_where_it_is_and_can_fail_and_go_back_once_more() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world, Manual);
            world.Tenant("s1").Crashes.Add("2.0.0");
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("second", ReleasePhase.Stopped);

            await RetryAsync(world, "s1", 1);
            await world.UntilAsync("s1", "second", item => item.Status is
                { Attempt: 1, Phase: ClusterReleasePhase.Failed });
            await world.UntilAsync("second", ReleasePhase.Stopped);
            Assert.Equal(2, world.Deeds.Count(deed => deed is { Cluster: "s1", What: "halt" }));

            world.Tenant("s1").Crashes.Clear();
            await RetryAsync(world, "s1", 2);
            await world.UntilAsync("second", ReleasePhase.Succeeded);
            Assert.All(Fleets.Ids, id => Assert.Equal("2.0.0", world.Tenant(id).Running));

            await world.PatchReleaseAsync("second", """{"rollBack":true}""");
            await world.UntilAsync("second", ReleasePhase.RolledBack);
            Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
        });

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(20)]
    public void A_retry_survives_the_death_of_its_manager(int diesAfter) => ReleaseWorld.Run(async world =>
    {
        var first = world.Manager();
        await Fleets.WithFirstAsync(world, Manual);
        world.Tenant("s1").Crashes.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Stopped);
        await first.StopAsync();
        world.Manager("m2", diesAfter);
        world.Manager("m3");

        world.Tenant("s1").Crashes.Clear();
        await RetryAsync(world, "s1", 1);
        await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.All(Fleets.Ids, id => Assert.Equal("2.0.0", world.Tenant(id).Running));
        Assert.Equal(1, (await world.FindAsync("s1", "second"))!.Status!.Attempt);
    });

    [Fact]
    public void What_a_later_Release_has_changed_is_not_tried_again() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world, Lenient);
        world.Tenant("p1").Crashes.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        await world.ReleaseAsync("third", "3.0.0");
        await world.UntilAsync("third", ReleasePhase.Succeeded);
        world.Deeds.Clear();

        await RetryAsync(world, "p1", 1);
        await world.PassAsync(120);

        Assert.Empty(world.Deeds);
        Assert.Equal(ReleasePhase.Succeeded, (await world.FindAsync("second"))!.Status!.Phase);
    });

    [Fact]
    public void A_cluster_that_is_left_out_is_missed_and_catches_up_with_what_was_pinned() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
            await SkipAsync(world, "p1");

            var through = await world.UntilAsync("second", ReleasePhase.Succeeded);
            Assert.Equal("1.0.0", world.Tenant("p1").Running);
            Assert.Equal((3, 1, 0), (
                through.Status!.Done, through.Status.Stages![2].Missed, through.Status.Stages[2].Failed));
            Assert.EndsWith(
                "these were left out: p1",
                through.Status.Conditions.Find(ReleaseConditions.Progressing)!.Message,
                StringComparison.Ordinal);
            var item = await world.UntilAsync(
                "p1", "second", one => one.Status?.Reason == ClusterReleaseReasons.Skipped);
            Assert.Equal("alice leaves this cluster out: it burns", item.Status!.Message);
            Assert.Equal("alice", Assert.Single(await AuditAsync(world), entry => entry.Verb == "skip").Actor);

            await world.PatchReleaseAsync(
                "second", """{"skips": null, "retries": [{"cluster": "p1", "attempt": 1, "by": "alice"}]}""");
            await world.UntilAsync("second", release => release.Status is
                { Phase: ReleasePhase.Succeeded, Done: 4 });
            Assert.Equal("2.0.0", world.Tenant("p1").Running);
        });

    [Fact]
    public void One_that_is_left_out_in_flight_goes_back_and_spends_no_budget() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        world.Tenant("c1").Hangs.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await SkipAsync(world, "c1");

        await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.Equal("1.0.0", world.Tenant("c1").Running);
        Assert.Equal("2.0.0", world.Tenant("p2").Running);
        var item = (await world.FindAsync("c1", "second"))!.Status!;
        Assert.Equal("Skipped: alice leaves this cluster out: it burns", item.Failure);
        Assert.Equal(ClusterReleasePhase.RolledBack, item.Phase);
    });

    [Fact]
    public void A_task_that_has_failed_for_good_is_tried_again_and_what_was_given_up_comes_after_it() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.PatchAsync("/apis/fairway.dev/v1alpha1/releasepipelines/fleet", $$"""{"spec": {{Tasked}}}""");
            await world.ReleaseAsync("second", "2.0.0");
            var stopped = await world.UntilAsync("second", ReleasePhase.Stopped);
            Assert.Equal(
                [(TaskPhase.Succeeded, null), (TaskPhase.Failed, 1), (TaskPhase.Skipped, null)], Attempts(stopped));

            await world.PatchReleaseAsync("second", """
                {"taskRetries": [
                  {"stage": "canary", "task": "check", "attempt": 2, "reason": "it was the clock", "by": "alice"}]}
                """);
            await world.UntilAsync("second", one => Attempts(one)[1] is (TaskPhase.Failed, 2));
            await world.PatchAsync(
                "/apis/fairway.dev/v1alpha1/namespaces/c1/clusters/kubernetes-cluster",
                """{"metadata": {"labels": {"checked": "yes"}}}""");
            await world.PatchReleaseAsync(
                "second", """{"taskRetries": [{"stage": "canary", "task": "check", "attempt": 3, "by": "alice"}]}""");
            var done = await world.UntilAsync("second", ReleasePhase.Succeeded);

            Assert.Equal(
                [(TaskPhase.Succeeded, null), (TaskPhase.Succeeded, 3), (TaskPhase.Succeeded, 1)], Attempts(done));
            Assert.Equal(4, done.Status!.Done);
            Assert.Contains(
                new Audited("alice", "retry", "it was the clock"), await AuditAsync(world));
        });

    [Fact]
    public void A_retry_that_is_not_enough_for_the_budget_says_what_else_is_needed() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world, Manual);
        world.Tenant("p1").Crashes.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0", """{"skips": [{"cluster": "p2", "reason": "x", "by": "alice"}]}""");
        await world.UntilAsync("second", ReleasePhase.Stopped);

        await world.PatchReleaseAsync(
            "second", """{"skips": null, "retries": [{"cluster": "p2", "attempt": 1, "by": "alice"}]}""");
        var stays = await world.UntilAsync(
            "second", one => one.Status!.Conditions.Find(ReleaseConditions.Progressing)!.Message
                == "to try p2 again is not enough: 1 of 2 clusters of the stage production failed, more than its "
                + "budget; retry or skip these too: p1");
        Assert.Equal(ReleasePhase.Stopped, stays.Status!.Phase);

        world.Tenant("p1").Crashes.Clear();
        await world.PatchReleaseAsync("second", """
            {"retries": [
              {"cluster": "p1", "attempt": 1, "by": "alice"}, {"cluster": "p2", "attempt": 1, "by": "alice"}]}
            """);
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    private static readonly string Tasked = Manual.Replace(
        "\"silentPeriodAfterStage\": \"5s\"",
        """
        "tasks": [
          {"name": "deploy", "type": "Deploy"},
          {"name": "check", "type": "Check", "timeout": "5s", "runAfter": ["deploy"],
           "check": {"rule": "clusters.all(c, has(c.metadata.labels.checked))"}},
          {"name": "soak", "type": "Wait", "wait": {"for": "1s"}, "runAfter": ["check"]}]
        """,
        StringComparison.Ordinal);

    private static IReadOnlyList<(TaskPhase, int?)> Attempts(Release release) =>
        [.. release.Status!.Stages![0].Tasks!.Select(task => (task.Phase, task.Attempt))];

    private static Task RetryAsync(ReleaseWorld world, string cluster, int attempt) => world.PatchReleaseAsync(
        "second",
        $$"""
        {"retries": [{"cluster": "{{cluster}}", "attempt": {{attempt}}, "reason": "the disk was full", "by": "alice"}]}
        """);

    private static Task SkipAsync(ReleaseWorld world, string cluster) => world.PatchReleaseAsync(
        "second", $$"""{"skips": [{"cluster": "{{cluster}}", "reason": "it burns", "by": "alice"}]}""");

    private static async Task<IReadOnlyList<Audited>> AuditAsync(ReleaseWorld world)
    {
        var entries = new List<Audited>();
        await foreach (var entry in world.Db.AuditAsync(0, CancellationToken.None))
        {
            var json = JsonNode.Parse(entry.Json.Span)!;
            entries.Add(new Audited((string)json["actor"]!, (string)json["verb"]!, (string?)json["reason"]));
        }

        return entries;
    }

    private sealed record Audited(string Actor, string Verb, string? Reason);
}
