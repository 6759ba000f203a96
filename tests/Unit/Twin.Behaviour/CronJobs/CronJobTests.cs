using System.Text.Json.Nodes;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.CronJobs;

/// <summary>CronJobs in a whole cluster. Its clock starts at midnight.</summary>
public sealed class CronJobTests
{
    private const string Batch = "/apis/batch/v1/namespaces/default";

    [Fact]
    public void A_job_is_started_each_time_and_old_ones_go() => Run(TimeSpan.FromSeconds(10), async cluster =>
    {
        await cluster.PostAsync($"{Batch}/cronjobs", CronJob(""" "successfulJobsHistoryLimit":2 """));
        var first = await cluster.UntilAsync($"{Batch}/jobs", l => l["items"]!.AsArray().Count == 1);
        var due = (DateTimeOffset)(await cluster.GetAsync($"{Batch}/cronjobs/c"))["status"]!["lastScheduleTime"]!;
        Assert.Equal($"c-{due.ToUnixTimeSeconds() / 60}", (string?)first["items"]![0]!["metadata"]!["name"]);
        var annotations = first["items"]![0]!["metadata"]!["annotations"]!;
        Assert.Equal(
            "2026-01-01T00:01:00Z", (string?)annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"]);

        await cluster.PassAsync(TimeSpan.FromSeconds(390));
        var jobs = await cluster.ListAsync($"{Batch}/jobs");
        Assert.Equal(2, jobs.Length);
        var status = (await cluster.GetAsync($"{Batch}/cronjobs/c"))["status"]!;
        Assert.Null(status["active"]);
        Assert.NotNull(status["lastSuccessfulTime"]);
    });

    /// <summary>test/e2e/apps/cronjob.go: should not schedule new jobs when ForbidConcurrent</summary>
    [Fact]
    public void No_second_job_where_that_is_forbidden() => Run(TimeSpan.FromSeconds(100), async cluster =>
    {
        await cluster.PostAsync($"{Batch}/cronjobs", CronJob(""" "concurrencyPolicy":"Forbid" """));
        var most = 0;
        await cluster.UntilAsync($"{Batch}/cronjobs/c", c =>
        {
            most = Math.Max(most, c["status"]!["active"]?.AsArray().Count ?? 0);
            return cluster.Now.Minute == 7;
        });
        Assert.Equal(1, most);
        Assert.InRange((await cluster.ListAsync($"{Batch}/jobs")).Length, 3, 4);
    });

    /// <summary>test/e2e/apps/cronjob.go: should schedule multiple jobs concurrently</summary>
    [Fact]
    public void Jobs_run_side_by_side_where_that_is_allowed() => Run(TimeSpan.FromHours(1), async cluster =>
    {
        await cluster.PostAsync($"{Batch}/cronjobs", CronJob(""" "concurrencyPolicy":"Allow" """));

        var job = await cluster.UntilAsync(
            $"{Batch}/cronjobs/c", c => c["status"]!["active"]?.AsArray().Count == 2);

        Assert.Equal(2, job["status"]!["active"]!.AsArray().DistinctBy(a => (string?)a!["uid"]).Count());
    });

    /// <summary>test/e2e/apps/cronjob.go: should replace jobs when ReplaceConcurrent</summary>
    [Fact]
    public void The_running_job_makes_room_where_it_is_replaced() => Run(TimeSpan.FromHours(1), async cluster =>
    {
        await cluster.PostAsync($"{Batch}/cronjobs", CronJob(""" "concurrencyPolicy":"Replace" """));
        await cluster.PassAsync(TimeSpan.FromSeconds(190));
        var job = Assert.Single(await cluster.ListAsync($"{Batch}/jobs"));
        var active = (await cluster.GetAsync($"{Batch}/cronjobs/c"))["status"]!["active"]!.AsArray();
        Assert.Equal((string?)job["metadata"]!["name"], (string?)Assert.Single(active)!["name"]);
    });

    /// <summary>test/e2e/apps/cronjob.go: should not schedule jobs when suspended</summary>
    [Fact]
    public void A_suspended_cron_job_starts_nothing_and_writes_nothing() => Run(TimeSpan.FromHours(1), async cluster =>
    {
        await cluster.PostAsync($"{Batch}/cronjobs", CronJob(""" "suspend":true """));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
        Assert.Empty(await cluster.ListAsync($"{Batch}/jobs"));
    });

    private static void Run(TimeSpan lifetime, Func<TwinCluster, Task> scenario) => TwinCluster.Run(
        scenario,
        behaviours: new PodBehaviours([], PodBehaviour.Default with { EndsAfter = lifetime, ExitCode = 0 }));

    private static string CronJob(string spec) => $$"""
        {"metadata":{"name":"c"},"spec":{"schedule":"* * * * *",{{spec}},"jobTemplate":{"spec":{"template":{"spec":{
          "restartPolicy":"Never","containers":[{"name":"c","image":"i"}]} } } } } }
        """;
}
