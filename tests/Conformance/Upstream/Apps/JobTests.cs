using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/job.go asserts.</summary>
public sealed class JobTests(FleetFixture fleet)
{
    private const string Index = "batch.kubernetes.io/job-completion-index";

    /// <summary>Job should delete a job</summary>
    [Fact]
    public async Task A_deleted_job_takes_its_pods_along()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, Workload.Old, """ "parallelism":2,"completions":4 """);
        await scene.UntilAsync(Path(scene), j => j.Status("active") == 2);

        await scene.Cluster.OkAsync("DELETE", Path(scene), """{"propagationPolicy":"Background"}""");

        await scene.UntilGoneAsync(Path(scene));
        await scene.UntilAllAsync(scene.Pods, pods => pods.Count == 0);
    }

    /// <summary>Job should adopt matching orphans and release non-matching pods</summary>
    [Fact]
    public async Task A_job_adopts_its_orphan_and_lets_go_what_matches_no_more()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, Workload.Old, """ "parallelism":2,"completions":4 """);
        await scene.UntilAsync(Path(scene), j => j.Status("active") == 2);
        var pod = $"{scene.Pods}/{(await scene.ListAsync(scene.Pods))[0].Name()}";

        await scene.PatchAsync(pod, """{"metadata":{"ownerReferences":null}}""", AppsScene.Merge);
        await scene.UntilAsync(pod, p => p.Controller() == "work");
        await scene.PatchAsync(pod, """{"metadata":{"labels":null}}""", AppsScene.Merge);

        await scene.UntilAsync(pod, p => p.Controller() is null);
    }

    /// <summary>Job should apply changes to a job status</summary>
    [Fact]
    public async Task The_status_of_a_job_is_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, Workload.Old, """ "parallelism":1,"completions":2 """);
        await scene.UntilAsync(Path(scene), j => j.Status("ready") == 1);

        var patched = await scene.PatchAsync(
            $"{Path(scene)}/status", """
            {"metadata":{"annotations":{"patched":"true"}},
             "status":{"conditions":[{"type":"CustomConditionType","status":"True"}]}}
            """, AppsScene.Merge);

        Assert.Equal("true", patched.Annotation("patched"));
        Assert.NotNull(patched.Condition("CustomConditionType"));
    }

    /// <summary>Job should create pods for an Indexed job with completion indexes and specified hostname</summary>
    [Fact]
    public async Task An_indexed_job_runs_every_index_once()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(
            scene, Workload.Done, """ "parallelism":2,"completions":4,"completionMode":"Indexed" """);

        var job = await scene.UntilAsync(Path(scene), j => j.Condition("Complete") is not null);

        var pods = await scene.ListAsync(scene.Pods);
        Assert.Equal("0-3", (string?)job["status"]!["completedIndexes"]);
        Assert.Equal(["0", "1", "2", "3"], pods.Select(p => p.Annotation(Index)).Order());
        Assert.All(pods, p => Assert.Equal($"work-{p.Annotation(Index)}", (string?)p["spec"]!["hostname"]));
        Assert.All(pods, p => Assert.Equal(p.Annotation(Index), p.Label(Index)));
    }

    /// <summary>Job should manage the lifecycle of a job</summary>
    [Fact]
    public async Task A_job_is_suspended_resumed_listed_and_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, Workload.Done, """ "suspend":true,"parallelism":2,"completions":2 """);
        await scene.UntilAsync(Path(scene), j => (string?)j.Condition("Suspended")?["status"] == "True");
        await scene.PatchAsync(Path(scene), $$"""{"metadata":{"labels":{"of":"{{scene.Namespace}}"} } }""");
        var job = await scene.GetAsync(Path(scene));
        job["spec"]!["suspend"] = false;
        job["metadata"]!["resourceVersion"] = null;
        await scene.PutAsync(Path(scene), job);

        await scene.UntilAsync(Path(scene), j => j.Condition("Complete") is not null && j.Status("succeeded") == 2);
        Assert.Single(await scene.ListAsync($"/apis/batch/v1/jobs?labelSelector=of%3D{scene.Namespace}"));
        await scene.DeleteAsync($"{scene.Batch}/jobs?labelSelector=of%3D{scene.Namespace}");

        await scene.UntilGoneAsync(Path(scene));
    }

    /// <summary>Job should allow to use the pod failure policy on exit code to fail the job early</summary>
    [Fact]
    public async Task An_exit_code_fails_the_job_at_once()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, Workload.Fail, $""" "backoffLimit":6,{OnExitCode("FailJob", 1)} """);

        var job = await scene.UntilAsync(Path(scene), j => j.Condition("Failed") is not null);

        Assert.Equal("PodFailurePolicy", (string?)job.Condition("Failed")!["reason"]);
        Assert.Equal(1, job.Status("failed"));
    }

    /// <summary>Job should allow to use a pod failure policy to ignore failure matching on DisruptionTarget
    /// condition</summary>
    [Fact]
    public async Task A_disruption_does_not_count_against_the_limit()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, Workload.Old, """
             "backoffLimit":0,"podFailurePolicy":{"rules":[
              {"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget","status":"True"}]}]}
            """);
        await scene.UntilAsync(Path(scene), j => j.Status("ready") == 1);
        var pod = (await scene.ListAsync(scene.Pods))[0];

        await scene.MakeAsync(
            $"{scene.Pods}/{pod.Name()}/eviction", $$"""
            {"apiVersion":"policy/v1","kind":"Eviction",
             "metadata":{"name":"{{pod.Name()}}","namespace":"{{scene.Namespace}}"} }
            """);

        await scene.UntilAllAsync(scene.Pods, pods => pods.Count == 1 && pods[0].Uid() != pod.Uid()
            && pods[0].IsReady());
        var job = await scene.UntilAsync(Path(scene), j => j.Status("ready") == 1);
        Assert.Equal((0, null), (job.Status("failed"), job.Condition("Failed")));
    }

    /// <summary>Job should execute all indexes despite some failing when using backoffLimitPerIndex</summary>
    [Fact]
    public async Task With_a_limit_for_each_index_the_others_go_on()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, LastFails, """
             "parallelism":2,"completions":4,"completionMode":"Indexed","backoffLimitPerIndex":0
            """);

        var job = await scene.UntilAsync(Path(scene), j => j.Condition("Failed") is not null);

        Assert.Equal(("0,1,3", "2"), Indexes(job));
        Assert.Equal((3, 1), (job.Status("succeeded"), job.Status("failed")));
        Assert.Equal("FailedIndexes", (string?)job.Condition("Failed")!["reason"]);
    }

    /// <summary>Job should mark indexes as failed when the FailIndex action is matched in podFailurePolicy</summary>
    [Fact]
    public async Task An_exit_code_fails_its_index_without_another_attempt()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, LastFails, $"""
             "parallelism":2,"completions":4,"completionMode":"Indexed","backoffLimitPerIndex":1,
             {OnExitCode("FailIndex", 7)}
            """);

        var job = await scene.UntilAsync(Path(scene), j => j.Condition("Failed") is not null);

        Assert.Equal(("0,1,3", "2"), Indexes(job));
        Assert.Equal(1, job.Status("failed"));
    }

    /// <summary>Job should terminate job execution when the number of failed indexes exceeds maxFailedIndexes</summary>
    [Fact]
    public async Task Too_many_failed_indexes_end_the_job()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, LastFails, """
             "parallelism":8,"completions":8,"completionMode":"Indexed","backoffLimitPerIndex":0,"maxFailedIndexes":0
            """);

        var job = await scene.UntilAsync(Path(scene), j => j.Condition("Failed") is not null);

        Assert.Equal("MaxFailedIndexesExceeded", (string?)job.Condition("Failed")!["reason"]);
        await scene.UntilAsync(Path(scene), j => j.Status("active") == 0);
    }

    /// <summary>Job with successPolicy should succeeded when all indexes succeeded</summary>
    [Fact]
    public async Task All_indexes_fulfil_a_success_policy()
    {
        using var scene = await AppsScene.OfAsync(fleet);

        var job = await SucceedAsync(scene, Workload.Done, """{"succeededIndexes":"0-1"}""");

        Assert.Equal("0,1", string.Join(',', ((string)job["status"]!["completedIndexes"]!).Split('-', ',')));
    }

    /// <summary>Job with successPolicy succeededCount rule should succeeded even when some indexes remain
    /// pending</summary>
    /// <summary>Job with successPolicy succeededIndexes rule should succeeded even when some indexes remain
    /// pending</summary>
    [Theory]
    [InlineData("""{"succeededCount":1}""")]
    [InlineData("""{"succeededIndexes":"0"}""")]
    public async Task A_success_policy_ends_the_job_while_others_still_run(string rule)
    {
        using var scene = await AppsScene.OfAsync(fleet);

        var job = await SucceedAsync(scene, "registry.example/first-ends:1", rule);

        Assert.Equal("0", (string?)job["status"]!["completedIndexes"]);
        Assert.Equal("SuccessPolicy", (string?)job.Condition("Complete")!["reason"]);
        await scene.UntilAllAsync(scene.Pods, pods => pods.All(p => p.Phase() != "Running"));
    }

    private const string LastFails = "registry.example/last-fails:1";

    private static string Path(AppsScene scene) => $"{scene.Batch}/jobs/work";

    private static Task<JsonObject> MakeAsync(AppsScene scene, string image, string spec) => scene.MakeAsync(
        $"{scene.Batch}/jobs",
        $$"""
        {"metadata":{"name":"work"},
         "spec":{ {{spec}},"template":{{Workload.Template("work", image, "\"restartPolicy\":\"Never\"")}} } }
        """);

    private static async Task<JsonObject> SucceedAsync(AppsScene scene, string image, string rule)
    {
        await MakeAsync(scene, image, $$"""
             "parallelism":2,"completions":2,"completionMode":"Indexed","successPolicy":{"rules":[{{rule}}]}
            """);
        var job = await scene.UntilAsync(Path(scene), j => j.Condition("Complete") is not null);
        Assert.Null(job.Condition("Failed"));
        return job;
    }

    private static string OnExitCode(string action, int code) =>
        $$"""
         "podFailurePolicy":{"rules":[{"action":"{{action}}",
          "onExitCodes":{"containerName":"main","operator":"In","values":[{{code}}]} }]}
        """;

    private static (string? Completed, string? Failed) Indexes(JsonObject job) =>
        (Listed(job["status"]!["completedIndexes"]), (string?)job["status"]!["failedIndexes"]);

    private static string Listed(JsonNode? indexes) =>
        ((string)indexes!).Replace("0-1", "0,1", StringComparison.Ordinal);
}
