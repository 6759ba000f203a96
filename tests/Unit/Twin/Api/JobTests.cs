using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class JobTests
{
    private const string Jobs = "/apis/batch/v1/namespaces/a/jobs";

    [Fact]
    public async Task A_job_selects_its_pods_by_its_uid()
    {
        await using var twin = await StartAsync();

        var job = await twin.OkAsync("POST", Jobs, Job());

        var uid = job["metadata"]!["uid"]!.ToString();
        Assert.Equal(uid, job["spec"]!["selector"]!["matchLabels"]!["batch.kubernetes.io/controller-uid"]!.ToString());
        Assert.Equal("j", job["spec"]!["template"]!["metadata"]!["labels"]!["job-name"]!.ToString());
        Assert.Equal(uid, job["metadata"]!["labels"]!["controller-uid"]!.ToString());
    }

    [Fact]
    public async Task A_job_whose_name_is_generated_has_it_in_the_labels_of_its_pods()
    {
        await using var twin = await StartAsync();
        var body = JsonNode.Parse(Job())!;
        ((JsonObject)body["metadata"]!).Remove("name");
        body["metadata"]!["generateName"] = "tick-";

        var job = await twin.OkAsync("POST", Jobs, body.ToJsonString());

        var name = job["metadata"]!["name"]!.ToString();
        Assert.StartsWith("tick-", name);
        Assert.Equal(name, job["spec"]!["template"]!["metadata"]!["labels"]!["job-name"]!.ToString());
    }

    [Theory]
    [InlineData("", "orphan", true)]
    [InlineData("?propagationPolicy=Orphan", "orphan", false)]
    [InlineData("?propagationPolicy=Foreground", "foregroundDeletion", false)]
    public async Task A_job_leaves_its_pods_unless_told_otherwise(string query, string finalizer, bool warns)
    {
        await using var twin = await StartAsync();
        await twin.OkAsync("POST", Jobs, Job());

        var answer = await twin.SendAsync("DELETE", $"{Jobs}/j{query}");

        Assert.Equal(finalizer, TwinClient.Body(answer)["metadata"]!["finalizers"]![0]!.ToString());
        Assert.Equal(
            warns, answer.Warnings.Any(w => w.StartsWith("child pods are preserved", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task While_a_job_is_suspended_its_pods_may_be_moved_but_not_changed()
    {
        await using var twin = await StartAsync();
        await twin.OkAsync("POST", Jobs, Job(""","suspend":true"""));

        await twin.MergeAsync($"{Jobs}/j", """{"spec":{"template":{"spec":{"nodeSelector":{"a":"b"}}}}}""");
        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Jobs}/j", """{"spec":{"template":{"spec":{"hostname":"h"}}}}""",
            "application/merge-patch+json");

        Assert.Equal("spec.template.spec", refused["details"]!["causes"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_running_job_keeps_its_template()
    {
        await using var twin = await StartAsync();
        await twin.OkAsync("POST", Jobs, Job());

        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Jobs}/j", """{"spec":{"template":{"spec":{"nodeSelector":{"a":"b"}}}}}""",
            "application/merge-patch+json");

        Assert.Equal("spec.template", refused["details"]!["causes"]![0]!["field"]!.ToString());
    }

    [Theory]
    [InlineData("""{"active":-1}""", "status.active: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"completedIndexes":"1"}""", "status.completedIndexes: *non-indexed completion mode")]
    [InlineData("""{"conditions":[{"type":"Failed","status":"True"}],"startTime":"2026-01-02T03:04:05Z"}""",
        "status.conditions: *cannot set Failed=True condition without the FailureTarget=true condition")]
    [InlineData(
        """{"conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}""",
        "status.completionTime: *completionTime is required for Complete jobs")]
    [InlineData("""{"ready":1}""", "status.ready: *cannot set more ready pods than active")]
    [InlineData("""{"completionTime":"2026-01-02T03:04:05Z"}""", "status.completionTime: *no Complete=True condition")]
    public async Task A_status_that_cannot_be_is_refused(string status, string expected)
    {
        await using var twin = await StartAsync();
        await twin.OkAsync("POST", Jobs, Job());

        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Jobs}/j/status", $$"""{"status":{{status}}}""", "application/merge-patch+json");

        var parts = expected.Split('*');
        Assert.Contains(parts[0], refused["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(parts[^1], refused["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_done_stays_done()
    {
        await using var twin = await StartAsync();
        await twin.OkAsync("POST", Jobs, Job());
        await twin.MergeAsync(
            $"{Jobs}/j/status",
            """
            {"status":{"succeeded":1,"startTime":"2026-01-02T03:04:05Z","completionTime":"2026-01-02T03:05:05Z",
             "conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}}
            """);

        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Jobs}/j/status",
            """{"status":{"succeeded":0,"completionTime":null,"conditions":[]}}""", "application/merge-patch+json");

        var message = refused["message"]!.ToString();
        Assert.Contains("cannot disable the terminal Complete=True", message, StringComparison.Ordinal);
        Assert.Contains("cannot decrease the succeeded counter", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_makes_bad_host_names_is_warned_of()
    {
        await using var twin = await StartAsync();

        var answer = await twin.SendAsync("POST", Jobs, Job().Replace("\"j\"", "\"j.k\"", StringComparison.Ordinal));

        Assert.StartsWith(
            "metadata.name: this is used in Pod names", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    private static async Task<TwinClient> StartAsync()
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        return twin;
    }

    private static string Job(string more = "") =>
        $$$"""
        {"metadata":{"name":"j"},
         "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}{{{more}}}}}
        """;
}
