using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

/// <summary>Releases with tasks around what they deploy, in virtual time.</summary>
public sealed class TaskStoryTests
{
    private static readonly KubeResource Jobs = new("batch", "v1", "jobs", "Job", true);
    private static readonly KubeResource Accounts = new("", "v1", "serviceaccounts", "ServiceAccount", true);

    [Fact]
    public void Tasks_run_in_their_order_around_the_clusters() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await BeginAsync(world, """
            {"name": "early", "type": "Wait", "wait": {"for": "30s"}},
            {"name": "deploy", "type": "Deploy", "runAfter": ["early"]},
            {"name": "soak", "type": "Wait", "wait": {"for": "1m"}, "runAfter": ["deploy"]},
            {"name": "tell", "type": "Notify", "notify": {"url": "http://chat"}, "runAfter": ["soak"]}
            """);
        var begun = world.Now;
        await world.ReleaseAsync("second", "2.0.0");
        var waits = await world.UntilAsync(
            "second", one => Progress(one)?.Reason == ReleaseConditions.TaskRunning);
        Assert.Contains("the stage canary: its task early is under way", Progress(waits)!.Message);
        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.All(done.Status!.Stages![0].Tasks!, task => Assert.Equal(TaskPhase.Succeeded, task.Phase));
        var deeds = world.Deeds.GroupBy(deed => deed.Cluster).ToDictionary(one => one.Key, one => one.First().At);
        Assert.True(deeds["c1"] >= begun.AddSeconds(30));
        Assert.True(deeds["s1"] >= world.Deeds.Last(deed => deed.Cluster == "c1").At.AddMinutes(1));
        Assert.Equal("second", (string?)Assert.Single(world.Notifier.Taken).Body["release"]);
    });

    [Fact]
    public void Who_does_not_take_a_notice_holds_nothing_up_for_long() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await BeginAsync(world, """
            {"name": "tell", "type": "Notify", "notify": {"url": "http://chat"}},
            {"name": "deploy", "type": "Deploy", "runAfter": ["tell"]}
            """);
        world.Notifier.Refusals = 99;
        await world.ReleaseAsync("second", "2.0.0");
        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.Equal(99 - 4, world.Notifier.Refusals);
        var tell = done.Status!.Stages![0].Tasks![0];
        Assert.Equal((TaskPhase.Failed, 4, "http://chat answered 503"), (tell.Phase, tell.Attempt, tell.Message));
    });

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void A_Job_is_made_once_whenever_the_manager_dies_and_its_failure_takes_the_stage_back(int? diesAfter) =>
        ReleaseWorld.Run(async world =>
        {
            var first = world.Manager("m0");
            await BeginAsync(world, """
                {"name": "deploy", "type": "Deploy"},
                {"name": "e2e", "type": "Run", "retries": 1, "runAfter": ["deploy"],
                 "run": {"serviceAccount": "tester", "image": "r/e2e:1", "args": ["--all"]}}
                """);
            await AccountAsync(world);
            await first.StopAsync();
            world.Manager("m1", diesAfter);
            world.Manager("m2");
            await world.ReleaseAsync("second", "2.0.0");

            var one = Assert.Single(await JobsAsync(world, 1));
            Assert.Equal("tester", (string?)one["spec"]!["template"]!["spec"]!["serviceAccountName"]);
            await EndAsync(world, one, "Failed");
            var two = await JobsAsync(world, 2);
            Assert.Equal(2, two.Count);
            await EndAsync(world, two.First(job => job["status"]?["conditions"] is null), "Failed");

            var done = await world.UntilAsync("second", ReleasePhase.RolledBack);
            Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
            Assert.Equal(2, (await JobsAsync(world, 2)).Count);
            var task = done.Status!.Stages![0].Tasks![1];
            Assert.Equal((TaskPhase.Failed, 2), (task.Phase, task.Attempt));
            Assert.Contains("the task e2e of the stage canary failed: ", Progress(done)!.Message);
        });

    [Fact]
    public void A_ServiceAccount_that_is_not_there_is_named() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await BeginAsync(world, """
            {"name": "e2e", "type": "Run", "run": {"serviceAccount": "tester", "image": "r/e2e:1"}},
            {"name": "deploy", "type": "Deploy", "runAfter": ["e2e"]}
            """);
        await world.ReleaseAsync("second", "2.0.0");
        var back = await world.UntilAsync("second", ReleasePhase.RolledBack);

        Assert.Empty(world.Deeds);
        Assert.Equal(
            "there is no ServiceAccount tester in fairway-tasks of the meta cluster: make it",
            back.Status!.Stages![0].Tasks![0].Message);
    });

    [Theory]
    [InlineData(403, "Forbidden", "jobs.batch \"x\" is forbidden: exceeded quota: none")]
    [InlineData(422, "Invalid", "Job.batch \"x\" is invalid: spec.template: too long")]
    public void A_Job_that_is_refused_fails_its_task_at_once_in_the_words_of_the_server(
        int status, string reason, string message) => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await BeginAsync(world, """
            {"name": "e2e", "type": "Run", "run": {"serviceAccount": "tester", "image": "r/e2e:1"}},
            {"name": "deploy", "type": "Deploy", "runAfter": ["e2e"]}
            """);
        await AccountAsync(world);
        world.Meta.Refuses = request => IsJob(request) ? FakeAnswers.Refusal(status, reason, message) : null;
        var begun = world.Now;
        await world.ReleaseAsync("second", "2.0.0");
        var back = await world.UntilAsync("second", ReleasePhase.RolledBack);

        Assert.Empty(world.Deeds);
        Assert.InRange(world.Now, begun, begun.AddSeconds(10));
        Assert.Equal(
            $"its Job cannot be made in the meta cluster: {message}", back.Status!.Stages![0].Tasks![0].Message);
    });

    [Fact]
    public void A_Job_that_cannot_be_made_yet_is_tried_again_and_the_task_says_so() => ReleaseWorld.Run(async world =>
    {
        var tries = new List<DateTimeOffset>();
        world.Manager();
        await BeginAsync(world, """
            {"name": "e2e", "type": "Run", "run": {"serviceAccount": "tester", "image": "r/e2e:1"}},
            {"name": "deploy", "type": "Deploy", "runAfter": ["e2e"]}
            """);
        await AccountAsync(world);
        world.Meta.Refuses = request =>
        {
            if (!IsJob(request))
            {
                return null;
            }

            tries.Add(world.Now);
            return tries.Count <= 3 ? FakeAnswers.Refusal(503, "ServiceUnavailable", "the server is busy") : null;
        };
        await world.ReleaseAsync("second", "2.0.0");
        var waits = await world.UntilAsync(
            "second", one => one.Status?.Stages?[0].Tasks?[0].Message?.Contains("busy") == true);
        Assert.Equal(
            "its Job cannot be made in the meta cluster yet: the server is busy",
            waits.Status!.Stages![0].Tasks![0].Message);
        var job = Assert.Single(await JobsAsync(world, 1));
        Assert.Equal(4, tries.Count);
        Assert.All(tries.Zip(tries.Skip(1)), pair => Assert.InRange(
            pair.Second - pair.First, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7)));

        await EndAsync(world, job, "Complete");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
    });

    [Fact]
    public void What_could_not_be_cleared_up_holds_nobody_up_and_is_in_the_audit() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await BeginAsync(world, """
            {"name": "e2e", "type": "Run", "run": {"serviceAccount": "tester", "image": "r/e2e:1"}},
            {"name": "deploy", "type": "Deploy", "runAfter": ["e2e"]}
            """);
        await AccountAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        var job = Assert.Single(await JobsAsync(world, 1));
        world.Meta.Refuses = request => request is { Method: "PATCH" } && request.Path.EndsWith(
            (string)job["metadata"]!["name"]!, StringComparison.Ordinal)
                ? FakeAnswers.Refusal(403, "Forbidden", "jobs.batch is forbidden")
                : null;
        await EndAsync(world, job, "Complete");
        await world.UntilAsync("second", ReleasePhase.Succeeded);

        var left = new List<string>();
        await foreach (var one in world.Db.AuditAsync(0, default))
        {
            var entry = JsonNode.Parse(one.Json.Span)!;
            left.AddRange((string?)entry["verb"] == "task-clear-up" ? [(string)entry["reason"]!] : []);
        }

        Assert.EndsWith(
            "stays until somebody deletes it: jobs.batch is forbidden", Assert.Single(left), StringComparison.Ordinal);
    });

    [Fact]
    public void A_stage_without_Deploy_has_no_clusters_and_comes_all_the_same() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        var pipeline = Fleets.Pipeline.Replace(
            "\"stages\": [",
            "\"stages\": [{\"name\": \"build\", \"selector\": {}, \"tasks\": "
            + "[{\"name\": \"t\", \"type\": \"Wait\", \"wait\": {\"for\": \"20s\"}}]},",
            StringComparison.Ordinal);
        await PatchAsync(world, pipeline);
        await world.ReleaseAsync("second", "2.0.0");
        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.Equal((0, TaskPhase.Succeeded), (
            done.Status!.Stages![0].Clusters, done.Status.Stages[0].Tasks![0].Phase));
        Assert.Equal(4, done.Status.Done);
    });

    [Theory]
    [InlineData("""{"name": "a", "type": "Deploy"}, {"name": "b", "type": "Sleep"}""", "Unsupported value")]
    [InlineData(
        """{"name": "a", "type": "Wait", "wait": {"for": "1s"}, "runAfter": ["a"]}""", "cannot wait for itself")]
    [InlineData(
        """{"name": "a", "type": "Wait", "wait": {"for": "1s"}, "runAfter": ["z"]}""", "tasks of the same stage")]
    [InlineData("""{"name": "a", "type": "Wait"}""", "has the block of its type")]
    [InlineData("""{"name": "a", "type": "Deploy"}, {"name": "b", "type": "Deploy"}""", "deploys once")]
    public void A_pipeline_that_makes_no_sense_is_refused(string tasks, string says) => ReleaseWorld.Run(async world =>
    {
        var refused = await Assert.ThrowsAsync<KubeApiException>(() => world.PipelineAsync(Pipeline(tasks)));

        Assert.Equal(422, refused.Status);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Tasks_that_wait_in_a_circle_are_no_plan() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await BeginAsync(world, """
            {"name": "a", "type": "Wait", "wait": {"for": "1s"}, "runAfter": ["b"]},
            {"name": "b", "type": "Wait", "wait": {"for": "1s"}, "runAfter": ["a"]},
            {"name": "c", "type": "Deploy", "runAfter": ["a"]}
            """);
        await world.ReleaseAsync("second", "2.0.0");

        var failed = await world.UntilAsync("second", one => Progress(one)?.Reason == ReleaseConditions.PlanFailed);
        Assert.Equal(
            "the tasks a, b, c of the stage canary wait in a circle: mend their runAfter", Progress(failed)!.Message);
    });

    private static async Task BeginAsync(ReleaseWorld world, string tasks)
    {
        await Fleets.WithFirstAsync(world);
        await PatchAsync(world, Pipeline(tasks));
    }

    private static Task PatchAsync(ReleaseWorld world, string pipeline) => world.PatchAsync(
        "/apis/fairway.dev/v1alpha1/releasepipelines/fleet", $$"""{"spec": {{pipeline}}}""");

    private static string Pipeline(string tasks) => Fleets.Pipeline.Replace(
        "\"silentPeriodAfterStage\": \"5s\"", $"\"tasks\": [{tasks}]", StringComparison.Ordinal);

    private static Condition? Progress(Release release) =>
        release.Status?.Conditions.Find(ReleaseConditions.Progressing);

    private static async Task AccountAsync(ReleaseWorld world)
    {
        var ns = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "fairway-tasks" } };
        await world.Meta.CreateAsync(KubeResources.Namespaces, null, ns, null, default);
        var account = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "tester" } };
        await world.Meta.CreateAsync(Accounts, "fairway-tasks", account, null, default);
    }

    private static async Task<IReadOnlyList<JsonNode>> JobsAsync(ReleaseWorld world, int count)
    {
        for (var look = 0; look < 3000; look++)
        {
            var list = await world.Meta.ListAsync(Jobs, ListQuery.All with { Namespace = "fairway-tasks" }, default);
            var items = list.ReadNode()["items"]!.AsArray();
            if (items.Count >= count)
            {
                return [.. items.Select(item => item!.DeepClone())];
            }

            await world.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException($"there are not {count} Jobs\n{await world.FindAsync("second")}");
    }

    private static bool IsJob(KubeRequest request) =>
        request.Method == "POST" && request.Path.EndsWith("/jobs", StringComparison.Ordinal);

    private static Task EndAsync(ReleaseWorld world, JsonNode job, string condition)
    {
        var now = $"{world.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        var (first, end) = condition == "Failed"
            ? ("FailureTarget", "")
            : ("SuccessCriteriaMet", $"\"completionTime\": \"{now}\", \"succeeded\": 1,");
        var status = JsonNode.Parse($$"""
            {"status": {"startTime": "{{now}}", {{end}} "conditions": [
              {"type": "{{first}}", "status": "True", "reason": "BackoffLimitExceeded", "message": "it fails"},
              {"type": "{{condition}}", "status": "True", "reason": "BackoffLimitExceeded", "message": "it fails"}]} }
            """)!;
        var key = new ObjectKey("fairway-tasks", (string)job["metadata"]!["name"]!);
        return world.Meta.MergePatchAsync(Jobs, key, status, new WriteOptions { Subresource = "status" }, default);
    }
}
