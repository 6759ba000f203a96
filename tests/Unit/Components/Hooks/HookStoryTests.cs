using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Xunit;

namespace Fairway.Tests.Components.Hooks;

/// <summary>Acts with hooks and definitions, in a whole cluster with the real tenant process.</summary>
public sealed class HookStoryTests
{
    private const string Jobs = "/apis/batch/v1/namespaces/cache/jobs";
    private const string Things = "/apis/example.io/v1/namespaces/cache/things";

    [Fact]
    public void A_definition_and_its_object_come_in_one_release_and_hooks_run_once_each() => Run(async scene =>
    {
        await scene.PushAsync(ActingChart.Files());
        var order = await scene.OrderAsync("1");
        var plan = await scene.PlanAsync(order);
        Assert.Equal(
            ["Job cache/before", "Job cache/after"],
            plan.Changes.Where(change => change.Why.Contains("hook", StringComparison.Ordinal))
                .Select(change => change.Object));

        await CarryAsync(scene, order);

        Assert.Equal(["job", "web", "Thing", "job"], Deeds(scene));
        Assert.Equal("1", (string?)(await scene.Cluster.GetAsync($"{Things}/thing"))["spec"]!["version"]);
        Assert.True((await scene.PlanAsync(order)).IsEmpty);
        Assert.True((await scene.PlanAsync(await scene.OrderAsync("1"))).IsEmpty);
        var left = await scene.Cluster.ListAsync(Jobs);
        Assert.Equal("before", (string?)Assert.Single(left)["metadata"]!["name"]);

        await CarryAsync(scene, await scene.OrderAsync("2"));

        Assert.Equal(
            ["job", "web", "Thing", "job", "job", "job"], Deeds(scene));
        Assert.Equal("2", (string?)(await scene.Cluster.GetAsync($"{Things}/thing"))["spec"]!["version"]);
        Assert.Equal(
            ["settings-2"],
            (await scene.Cluster.ListAsync("/api/v1/namespaces/cache/configmaps"))
                .Select(map => (string)map["metadata"]!["name"]!)
                .Where(name => name.StartsWith("settings", StringComparison.Ordinal)));
    });

    [Fact]
    public void A_hook_that_fails_fails_the_act_with_what_its_pod_says_and_the_way_back_is_open() => Run(async scene =>
    {
        await scene.PushAsync(ActingChart.Files());
        await CarryAsync(scene, await scene.OrderAsync("1"));
        await scene.PushAsync(ActingChart.Files("broken"));
        var order = await scene.OrderAsync("2");

        var refusal = await Assert.ThrowsAsync<ChangeRefusedException>(() => CarryAsync(scene, order));

        Assert.Equal(ClusterReleaseReasons.HookFailed, refusal.Reason);
        Assert.Contains(
            "Job cache/before (pre-upgrade): BackoffLimitExceeded", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("container main ended with 3", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1", (string?)(await scene.Cluster.GetAsync($"{Things}/thing"))["spec"]!["version"]);
        await Assert.ThrowsAsync<ChangeRefusedException>(() => CarryAsync(scene, order));

        var back = order with
        {
            Direction = Direction.Back, Target = (await scene.Chart.ReverseAsync(order, default))!,
        };
        await CarryAsync(scene, back);
        Assert.Equal(3, Deeds(scene).Count(deed => deed == "job") - 1);
        var job = await scene.Cluster.GetAsync($"{Jobs}/before");
        var run = (string?)job["metadata"]!["annotations"]![Labels.HookRun];
        Assert.EndsWith("/pre-rollback", run, StringComparison.Ordinal);
    });

    [Fact]
    public void A_hook_that_was_given_up_is_ended_before_the_next_act_begins() => Run(async scene =>
    {
        await scene.PushAsync(ActingChart.Files());
        await CarryAsync(scene, await scene.OrderAsync("1"));
        await scene.PushAsync(ActingChart.Files("endless"));
        var order = await scene.OrderAsync("2");
        var waiting = await ConfigureAsync(scene, order, looks: 10);
        Assert.Equal(ClusterReleaseReasons.WaitingForHook, waiting?.Reason);
        Assert.Contains("0 of 1 pods have succeeded", waiting!.Message, StringComparison.Ordinal);

        var back = order with
        {
            Direction = Direction.Back, Target = (await scene.Chart.ReverseAsync(order, default))!,
        };
        await CarryAsync(scene, back);

        var pods = await scene.Cluster.ListAsync("/api/v1/namespaces/cache/pods");
        Assert.DoesNotContain(
            pods,
            pod => ((string)pod["spec"]!["containers"]![0]!["image"]!).StartsWith("endless", StringComparison.Ordinal));
    });

    [Fact]
    public void What_is_no_hook_of_ours_is_never_deleted_to_make_room() => Run(async scene =>
    {
        await scene.PushAsync(ActingChart.Files());
        await scene.Cluster.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"cache"}}""");
        await scene.Cluster.PostAsync(Jobs, """
            {"metadata":{"name":"before"},"spec":{"suspend":true,"template":{"spec":{"restartPolicy":"Never",
             "containers":[{"name":"a","image":"b"}]}}}}
            """);

        var refusal = await Assert.ThrowsAsync<ChangeRefusedException>(
            async () => await CarryAsync(scene, await scene.OrderAsync("1")));

        Assert.Contains("is there already, and no hook of Fairway's", refusal.Message, StringComparison.Ordinal);
        Assert.True(await scene.Cluster.ExistsAsync($"{Jobs}/before"));
    });

    [Fact]
    public void A_job_with_a_time_to_live_is_seen_to_its_end_and_then_deleted() => Run(async scene =>
    {
        await scene.PushAsync(ActingChart.Files(spec: "ttlSecondsAfterFinished: 0"));

        await CarryAsync(scene, await scene.OrderAsync("1"));

        Assert.Equal(["job", "web", "Thing", "job"], Deeds(scene));
        await scene.Cluster.UntilGoneAsync($"{Jobs}/before");
    });

    [Fact]
    public void Whoever_is_cut_off_anywhere_is_followed_by_one_who_repeats_nothing()
    {
        var writes = 0;
        Run(async scene =>
        {
            await scene.PushAsync(ActingChart.Files());
            await CarryAsync(scene, await scene.OrderAsync("1"));
            writes = scene.Fences;
        });
        for (var at = 1; at <= writes; at += 2)
        {
            var from = at;
            Run(async scene =>
            {
                await scene.PushAsync(ActingChart.Files());
                var order = await scene.OrderAsync("1");
                scene.FencedFrom = from;
                await Assert.ThrowsAsync<FencedException>(() => CarryAsync(scene, order));
                await scene.Cluster.PassAsync(TimeSpan.FromSeconds(20));
                scene.FencedFrom = null;

                await CarryAsync(scene, order);
                Assert.Equal(["job", "web", "Thing", "job"], Deeds(scene));
            });
        }
    }

    private static void Run(Func<ChartScene, Task> scenario) => ChartScene.Run(scenario, ActingChart.Behaviours);

    /// <summary>An order from its intent to its good record, as the executor carries it.</summary>
    private static async Task CarryAsync(ChartScene scene, ChangeOrder order)
    {
        Assert.Null(await ConfigureAsync(scene, order, looks: 300));
        await scene.RecordAsync(order, RecordMark.Applied);
        await scene.WalkAsync(order);
        for (var look = 0; await scene.ActAsync(order, new ChangeAct.Finish()) is ActResult.Waiting waiting; look++)
        {
            Assert.True(look < 300, waiting.Message);
            await scene.Cluster.PassAsync(TimeSpan.FromMilliseconds(500));
        }

        await scene.RecordAsync(order, RecordMark.Good);
    }

    private static async Task<ActResult.Waiting?> ConfigureAsync(ChartScene scene, ChangeOrder order, int looks)
    {
        var plan = await scene.PlanAsync(order);
        await scene.RecordAsync(order, RecordMark.Intended);
        var act = new ChangeAct.Configure(
            plan.Changes.Select(change => change.Fingerprint).ToHashSet(StringComparer.Ordinal));
        ActResult result = ActResult.Completed;
        for (var look = 0; look < looks; look++)
        {
            result = await scene.ActAsync(order, act);
            if (result is not ActResult.Waiting)
            {
                break;
            }

            await scene.Cluster.PassAsync(TimeSpan.FromMilliseconds(500));
        }

        Assert.IsNotType<ActResult.Different>(result);
        return result as ActResult.Waiting;
    }

    /// <summary>What was made of the chart, in order.</summary>
    private static IReadOnlyList<string> Deeds(ChartScene scene) =>
        [.. scene.Cluster.Api.Writes.Select(Deed).OfType<string>()];

    private static string? Deed(string write) => write switch
    {
        _ when !write.EndsWith(" -> 201", StringComparison.Ordinal) => null,
        _ when write.Contains($" POST {Jobs} ", StringComparison.Ordinal) => "job",
        _ when write.Contains($" {Things}/thing ", StringComparison.Ordinal) => "Thing",
        _ when write.Contains("/deployments/web ", StringComparison.Ordinal) => "web",
        _ => null,
    };
}
