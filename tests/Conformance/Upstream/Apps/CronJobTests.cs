using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>
/// What test/e2e/apps/cronjob.go asserts of the API. Its cases that wait for minutes (suspended, ForbidConcurrent,
/// ReplaceConcurrent, concurrent jobs) are told in virtual time: see the unit tests of cron jobs.
/// </summary>
public sealed class CronJobTests(FleetFixture fleet)
{
    /// <summary>CronJob should support CronJob API operations</summary>
    [Fact]
    public async Task A_cron_job_is_made_watched_patched_replaced_and_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var (collection, label) = ($"{scene.Batch}/cronjobs", $"of%3D{scene.Namespace}");
        var path = $"{collection}/nightly";
        foreach (var name in (string[])["nightly", "second", "third"])
        {
            await scene.MakeAsync(collection, Body(name, scene.Namespace));
        }

        Assert.Equal(3, (await scene.ListAsync($"/apis/batch/v1/cronjobs?labelSelector={label}")).Count);
        var seen = scene.UntilAsync(path, c => c.Annotation("updated") == "true");
        await scene.PatchAsync(path, """{"metadata":{"annotations":{"patched":"true"}}}""", AppsScene.Merge);
        var job = await scene.GetAsync(path);
        job["metadata"]!["annotations"]!["updated"] = "true";
        await scene.PutAsync(path, job);
        Assert.Equal("true", (await seen).Annotation("patched"));

        var status = await scene.PatchAsync(
            $"{path}/status", """
            {"metadata":{"annotations":{"patchedstatus":"true"}},"status":{"lastScheduleTime":"2026-01-02T03:04:05Z"}}
            """, AppsScene.Merge);
        Assert.Equal("2026-01-02T03:04:05Z", (string?)status["status"]!["lastScheduleTime"]);

        await scene.DeleteAsync(path);
        await scene.UntilGoneAsync(path);
        await scene.DeleteAsync($"{collection}?labelSelector={label}");
        await scene.UntilAllAsync(collection, all => all.Count == 0);
    }

    private static string Body(string name, string of) =>
        $$"""
        {"metadata":{"name":"{{name}}","labels":{"of":"{{of}}"} },
         "spec":{"schedule":"0 0 1 1 *","concurrencyPolicy":"Forbid","jobTemplate":{"spec":{
          "template":{{Workload.Template(name, pod: "\"restartPolicy\":\"OnFailure\"")}} } } } }
        """;
}
