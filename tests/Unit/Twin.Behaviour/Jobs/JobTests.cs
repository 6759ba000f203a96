using System.Text.Json.Nodes;
using Fairway.Tests.Kube.Fakes;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Jobs;

/// <summary>Jobs in a whole cluster, whose pods end as their images say.</summary>
public sealed class JobTests
{
    private const string Core = "/api/v1/namespaces/default";
    private const string Jobs = "/apis/batch/v1/namespaces/default/jobs";

    private static PodBehaviours Behaviours { get; } = new(
        [
            new PodBehaviourRule(Ending(0), "good*"),
            new PodBehaviourRule(Ending(3), "bad*"),
        ],
        PodBehaviour.Default);

    [Fact]
    public void A_job_runs_until_enough_pods_have_succeeded() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("good", """ "completions":5,"parallelism":2 """));
        var status = await EndAsync(cluster, "Complete");

        Assert.Equal((5, 0, null), Counts(status));
        Assert.Equal(["SuccessCriteriaMet", "Complete"], Conditions(status));
        Assert.Equal("CompletionsReached", (string?)status["conditions"]![1]!["reason"]);
        var pods = await cluster.ListAsync($"{Core}/pods");
        Assert.Equal(5, pods.Length);
        Assert.All(pods, p => Assert.Null(p["metadata"]!["finalizers"]));
        await RestsAsync(cluster);
    });

    [Fact]
    public void A_job_gives_up_after_its_limit_and_waits_longer_each_time() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("bad", """ "backoffLimit":2 """));
        var begun = cluster.Now;
        var status = await EndAsync(cluster, "Failed");

        Assert.Equal((0, 3, null), Counts(status));
        Assert.Equal("BackoffLimitExceeded", (string?)status["conditions"]![1]!["reason"]);
        // Three runs of five seconds, and pauses of ten and twenty.
        Assert.InRange((cluster.Now - begun).TotalSeconds, 44, 55);
        await RestsAsync(cluster);
    });

    [Fact]
    public void An_indexed_job_tells_which_indexes_are_done() => Run(async cluster =>
    {
        await cluster.PostAsync(
            Jobs, Job("good", """ "completions":4,"parallelism":4,"completionMode":"Indexed" """));
        var status = await EndAsync(cluster, "Complete");

        Assert.Equal("0-3", (string?)status["completedIndexes"]);
        var pods = await cluster.ListAsync($"{Core}/pods");
        Assert.Equal(
            ["j-0", "j-1", "j-2", "j-3"], pods.Select(p => (string?)p["spec"]!["hostname"]).Order());
        Assert.All(pods, p => Assert.Contains(
            p["spec"]!["containers"]![0]!["env"]!.AsArray(), e => (string?)e!["name"] == "JOB_COMPLETION_INDEX"));
    });

    [Fact]
    public void Each_index_may_have_its_own_limit() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job(
            "bad", """ "completions":2,"parallelism":2,"completionMode":"Indexed","backoffLimitPerIndex":1 """));
        var status = await EndAsync(cluster, "Failed");

        Assert.Equal("0,1", (string?)status["failedIndexes"]);
        Assert.Equal((0, 4, null), Counts(status));
        Assert.Equal("FailedIndexes", (string?)status["conditions"]![1]!["reason"]);
    });

    [Fact]
    public void A_failure_may_end_the_job_at_once() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("bad", """
            "podFailurePolicy":{"rules":[{"action":"FailJob","onExitCodes":{"operator":"In","values":[3]}}]}
            """));
        var failed = (await EndAsync(cluster, "Failed"))["conditions"]!.AsArray()
            .Single(c => (string?)c!["type"] == "Failed")!;

        Assert.Equal("PodFailurePolicy", (string?)failed["reason"]);
        Assert.Matches(
            "^Container c for pod default/j-[a-z0-9]+ failed with exit code 3 matching FailJob rule at index 0$",
            (string?)failed["message"]);
    });

    [Fact]
    public void Some_successes_may_be_enough() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("good", """
            "completions":9,"parallelism":3,"completionMode":"Indexed","successPolicy":{"rules":[{"succeededCount":2}]}
            """));
        var status = await EndAsync(cluster, "Complete");

        Assert.Equal("SuccessPolicy", (string?)status["conditions"]![0]!["reason"]);
        Assert.Equal("Matched rules at index 0", (string?)status["conditions"]![0]!["message"]);
    });

    [Fact]
    public void A_job_that_takes_too_long_fails_and_its_pods_go() => Run(async cluster =>
    {
        await cluster.PostAsync(
            Jobs, Job("server", """ "activeDeadlineSeconds":60,"parallelism":2,"completions":2 """));
        await cluster.UntilAsync($"{Jobs}/j", j => (int?)j["status"]!["ready"] == 2);
        var status = await EndAsync(cluster, "Failed");

        Assert.Equal("DeadlineExceeded", (string?)status["conditions"]![0]!["reason"]);
        Assert.Equal((0, 2, null), Counts(status));
        Assert.Empty(await cluster.ListAsync($"{Core}/pods"));
        await RestsAsync(cluster);
    });

    [Fact]
    public void A_suspended_job_has_no_pods_until_it_goes_on() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("good", """ "suspend":true """));
        var held = await cluster.UntilAsync($"{Jobs}/j", j => Has(j, "Suspended"));
        Assert.Null(held["status"]!["startTime"]);
        Assert.Empty(await cluster.ListAsync($"{Core}/pods"));
        await RestsAsync(cluster);

        await cluster.PatchAsync($"{Jobs}/j", """{"spec":{"suspend":false}}""");
        await cluster.UntilAsync($"{Jobs}/j", j => (int?)j["status"]!["ready"] == 1);
        await cluster.PatchAsync($"{Jobs}/j", """{"spec":{"suspend":true}}""");
        await cluster.UntilAsync($"{Core}/pods", l => l["items"]!.AsArray().Count == 0);
        await cluster.PatchAsync($"{Jobs}/j", """{"spec":{"suspend":false}}""");
        Assert.Equal((1, 0, null), Counts(await EndAsync(cluster, "Complete")));
    });

    [Fact]
    public void A_finished_job_goes_after_its_time_with_its_pods() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("good", """ "ttlSecondsAfterFinished":30 """));
        await EndAsync(cluster, "Complete");
        await cluster.UntilGoneAsync($"{Jobs}/j");
        Assert.Empty(await cluster.ListAsync($"{Core}/pods"));
    });

    [Fact]
    public void A_job_that_is_deleted_lets_its_pods_go() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("server", """ "parallelism":2 """));
        await cluster.UntilAsync($"{Jobs}/j", j => (int?)j["status"]!["ready"] == 2);
        await cluster.DeleteAsync($"{Jobs}/j", """{"propagationPolicy":"Background"}""");
        await cluster.UntilAsync($"{Core}/pods", l => l["items"]!.AsArray().Count == 0);
    });

    [Fact]
    public void A_deleted_pod_counts_as_failed_and_is_replaced() => Run(async cluster =>
    {
        await cluster.PostAsync(Jobs, Job("server", """ "podReplacementPolicy":"Failed" """));
        await cluster.UntilAsync($"{Jobs}/j", j => (int?)j["status"]!["ready"] == 1);
        var pod = Assert.Single(await cluster.ListAsync($"{Core}/pods"));
        await cluster.DeleteAsync($"{Core}/pods/{pod["metadata"]!["name"]}");
        await cluster.UntilAsync(
            $"{Jobs}/j", j => (int?)j["status"]!["failed"] == 1 && (int?)j["status"]!["ready"] == 1);
    });

    /// <summary>Found by the simulation of clusters, with refusals by chance.</summary>
    [Fact]
    public void A_pod_whose_finalizer_could_not_be_taken_at_first_is_counted_once() => Run(async cluster =>
    {
        var refused = 0;
        cluster.Api.Refuses = request => request.Method == "PATCH"
            && request.Path.StartsWith($"{Core}/pods/", StringComparison.Ordinal)
            && !request.Path.EndsWith("/status", StringComparison.Ordinal)
            && refused++ < 3
            ? FakeAnswers.Refusal(500, "InternalError", "try again")
            : null;
        await cluster.PostAsync(Jobs, Job("bad", """ "backoffLimit":0 """));
        Assert.Equal((0, 1, null), Counts(await EndAsync(cluster, "Failed")));
        Assert.Equal(4, refused);
    });

    private static PodBehaviour Ending(int code) =>
        PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(5), ExitCode = code };

    private static void Run(Func<TwinCluster, Task> scenario) => TwinCluster.Run(scenario, behaviours: Behaviours);

    private static async Task<JsonNode> EndAsync(TwinCluster cluster, string condition) =>
        (await cluster.UntilAsync($"{Jobs}/j", j => Has(j, condition)))["status"]!;

    private static async Task RestsAsync(TwinCluster cluster)
    {
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    }

    private static bool Has(JsonObject job, string condition) =>
        job["status"]?["conditions"]?.AsArray()
            .Any(c => (string?)c!["type"] == condition && (string?)c["status"] == "True") ?? false;

    private static (int Succeeded, int Failed, int? Active) Counts(JsonNode status) =>
        ((int?)status["succeeded"] ?? 0, (int?)status["failed"] ?? 0, (int?)status["active"]);

    private static IEnumerable<string?> Conditions(JsonNode status) =>
        status["conditions"]!.AsArray().Select(c => (string?)c!["type"]);

    private static string Job(string image, string spec) => $$"""
        {"metadata":{"name":"j"},"spec":{ {{spec}},"template":{"spec":{
          "restartPolicy":"Never","containers":[{"name":"c","image":"{{image}}"}]} } } }
        """;
}
