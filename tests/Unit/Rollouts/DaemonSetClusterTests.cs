using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Rollouts of DaemonSets in a whole cluster, in virtual time.</summary>
public sealed class DaemonSetClusterTests
{
    private const int Nodes = 10;

    [Fact]
    public void A_daemon_set_rolls_by_exact_steps_within_its_limit_and_gets_its_strategy_back() => Run(async scene =>
    {
        scene.Pace = """{"maxUnavailable":"25%"}""";
        var tenant = scene.StartTenant();
        await scene.CreateAsync(Nodes);
        await scene.BrakeAsync("9", "\"50%\"", "0");
        Assert.Equal("OnDelete", await StrategyAsync(scene));
        await scene.BringAsync("app:2");
        var checker = scene.CheckCounts();
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        checker.LeastReady = Nodes - 2;
        int[] news = [1, 5, 10];
        for (var step = 0; step < news.Length; step++)
        {
            checker.MostNew = news[step];
            var status = await scene.WalkAsync(step);
            Assert.Equal((step, news[step]), (status.Step, status.UpdatedReady));
            await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(news[step], await scene.CountAsync("app:2"));
        }

        Assert.Equal("RollingUpdate", await StrategyAsync(scene));
        Assert.Equal(RolloutPhase.Complete, (await scene.StatusAsync())!.Phase);
        var writes = tenant.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], tenant.Api.Writes.Skip(writes));
    });

    [Fact]
    public void A_permit_that_lapses_halts_between_two_pods() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(Nodes);
        await scene.BrakeAsync("0");
        await scene.BringAsync("app:2");
        await scene.GrantAsync(0, TimeSpan.FromSeconds(3));
        await scene.UntilAsync(s => s is { Phase: RolloutPhase.Halted, Reason: RolloutReasons.PermitLapsed });
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        var halted = await scene.CountAsync("app:2");
        Assert.InRange(halted, 1, Nodes - 1);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(halted, await scene.CountAsync("app:2"));
        Assert.Equal(RolloutPhase.Complete, (await scene.WalkAsync(0)).Phase);
    });

    [Fact]
    public void A_pod_that_somebody_deletes_comes_back_new_and_no_other_is_touched_for_it() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(Nodes);
        await scene.BrakeAsync("8", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        var old = (await scene.Cluster.ListAsync(TenantScene.Pods)).Where(IsOld).Take(3).ToList();
        foreach (var pod in old)
        {
            await scene.Cluster.DeleteAsync($"{TenantScene.Pods}/{(string?)pod["metadata"]!["name"]}");
        }

        await scene.GrantAsync(0);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(5, await scene.CountAsync("app:2"));
        Assert.Equal(0, (await scene.StatusAsync())!.Step);
    });

    [Fact]
    public void A_node_that_is_lost_holds_up_neither_its_neighbours_nor_the_end_and_follows_when_it_returns() => Run(
        async scene =>
        {
            scene.Pace = """{"maxUnavailable":2}""";
            scene.StartTenant();
            await scene.CreateAsync(Nodes);
            await DarkenAsync(scene, "node-003");
            await scene.Cluster.UntilAsync("/api/v1/nodes/node-003", node => !IsReady(node));
            await scene.BrakeAsync("0");
            await scene.BringAsync("app:2");
            var done = await scene.WalkAsync(0);
            Assert.Equal((RolloutPhase.Complete, Nodes - 1), (done.Phase, done.UpdatedReady));
            Assert.Contains("follow when these return", done.Message, StringComparison.Ordinal);
            await scene.Cluster.DeleteAsync("/apis/twin.fairway.dev/v1alpha1/nodebehaviors/dark");
            await scene.Cluster.UntilAsync(
                scene.WorkloadPath, set => TenantScene.Int(set, "status", "updatedNumberScheduled") == Nodes);
        });

    [Fact]
    public void One_that_is_away_already_counts_against_the_limit() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(Nodes);
        await DarkenAsync(scene, "node-003");
        await scene.Cluster.UntilAsync("/api/v1/nodes/node-003", node => !IsReady(node));
        await scene.BrakeAsync("5", "0");
        await scene.BringAsync("app:2");
        await scene.GrantAsync(0, TimeSpan.FromMinutes(10));
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await scene.CountAsync("app:2"));
        Assert.Contains("not ready", (await scene.StatusAsync())!.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_broken_old_revision_never_blocks_its_mending_and_its_pods_go_first() => Run(
        async scene =>
        {
            scene.StartTenant();
            await scene.CreateAsync(Nodes);
            await scene.BrakeAsync("7", "0");
            await scene.BringAsync("app:bad");
            var stopped = await scene.WalkAsync(0, s => s.Phase == RolloutPhase.Stopped);
            Assert.Equal(RolloutReasons.CrashLoop, stopped.Reason);
            await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(1, await scene.CountAsync("app:bad"));
            await scene.BrakeAsync("9", "0");
            await scene.BringAsync("app:3");
            await scene.WalkAsync(0);
            Assert.Equal((0, 1), (await scene.CountAsync("app:bad"), await scene.CountAsync("app:3")));
            Assert.Equal(RolloutPhase.Complete, (await scene.WalkAsync(1)).Phase);
        },
        new PodBehaviours(
            [
                new PodBehaviourRule(
                    PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false }, "*:bad"),
            ],
            PodBehaviour.Default));

    [Fact]
    public void A_disruption_budget_holds_a_daemon_set_and_is_named() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(Nodes);
        await scene.Cluster.PostAsync("/apis/policy/v1/namespaces/default/poddisruptionbudgets", """
            {"metadata":{"name":"all"},"spec":{"minAvailable":10,"selector":{"matchLabels":{"app":"web"} } } }
            """);
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(10));
        await scene.BrakeAsync("0");
        await scene.BringAsync("app:2");
        await scene.GrantAsync(0, TimeSpan.FromMinutes(30));
        var held = await scene.UntilAsync(s => s.Reason == RolloutReasons.HeldByBudget);
        Assert.Contains("budget", held.Message, StringComparison.Ordinal);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await scene.CountAsync("app:2"));
        await scene.Cluster.DeleteAsync("/apis/policy/v1/namespaces/default/poddisruptionbudgets/all");
        Assert.Equal(RolloutPhase.Complete, (await scene.WalkAsync(0)).Phase);
    });

    [Fact]
    public void First_a_node_of_every_kind() => Run(async scene =>
    {
        scene.Pace = """{"nodeOrder":"EveryKind"}""";
        foreach (var node in (int[])[2, 5, 7])
        {
            await scene.LabelNodeAsync($"node-00{node}", "arm64");
        }

        await scene.LabelNodeAsync("node-009", "riscv64");
        scene.StartTenant();
        await scene.CreateAsync(Nodes);
        var kinds = (await scene.Cluster.ListAsync("/api/v1/nodes")).ToDictionary(
            node => (string)node["metadata"]!["name"]!,
            node => $"{node["metadata"]!["labels"]!["kubernetes.io/arch"]} "
                + $"{node["metadata"]!["labels"]!["topology.kubernetes.io/zone"]}");
        var all = kinds.Values.Distinct().Count();
        Assert.InRange(all, 3, Nodes - 1);
        await scene.BrakeAsync($"{Nodes - all}", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        var first = (await scene.Cluster.ListAsync(TenantScene.Pods)).Where(pod => !IsOld(pod))
            .Select(pod => kinds[(string)pod["spec"]!["nodeName"]!]);
        Assert.Equal(kinds.Values.Distinct().Order(), first.Order());
    });

    [Theory]
    [InlineData("""{"maxUnavailable":0,"maxSurge":0}""", "nothing could ever be replaced")]
    [InlineData("""{"recreate":true,"maxSurge":1}""", "it takes no maxSurge")]
    [InlineData("""{"maxUnavailable":"150%"}""", "spec.pace.maxUnavailable")]
    public void A_contradictory_pace_is_refused_at_admission(string pace, string why) => Run(async scene =>
    {
        scene.Pace = pace;
        var refused = await Assert.ThrowsAsync<KubeApiException>(() => scene.BrakeAsync("0"));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_tenant_that_dies_after_any_write_is_replaced_by_one_that_ends_the_same()
    {
        var writes = 0;
        Run(async scene => writes = (await LiveAsync(scene, null)).Api.Writes.Count, nodes: 4);
        Assert.InRange(writes, 8, 100);
        for (var dies = 1; dies <= writes; dies++)
        {
            var at = dies;
            Run(scene => LiveAsync(scene, at), nodes: 4);
        }
    }

    [Fact]
    public void A_daemon_set_that_the_change_creates_comes_up_without_a_permit() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.BrakeAsync("1", "0");
        await scene.BringAsync("app:2", replicas: Nodes);
        await scene.UntilAsync(s => s.Ready == Nodes);
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, Nodes), (done.Phase, done.UpdatedReady));
    });

    private static async Task<Tenant> LiveAsync(TenantScene scene, int? diesAfter)
    {
        var first = scene.StartTenant(diesAfter);
        first.Died = () => scene.StartTenant();
        await scene.CreateAsync(4);
        var checker = scene.CheckCounts();
        await scene.BrakeAsync("3", "0");
        checker.LeastReady = 3;
        await scene.BringAsync("app:2");
        await scene.UntilAsync(s => s.Reason == RolloutReasons.WaitingForPermit);
        checker.MostNew = 1;
        await scene.WalkAsync(0);
        Assert.Equal(1, await scene.CountAsync("app:2"));
        checker.MostNew = 4;
        var done = await scene.WalkAsync(1);
        Assert.Equal((RolloutPhase.Complete, 4), (done.Phase, done.UpdatedReady));
        return first;
    }

    private static void Run(Func<TenantScene, Task> scenario, PodBehaviours? behaviours = null, int nodes = Nodes) =>
        TenantScene.Run(scenario, "DaemonSet", nodes, behaviours);

    private static bool IsOld(JsonObject pod) => (string?)pod["spec"]!["containers"]![0]!["image"] == "app:1";

    private static bool IsReady(JsonObject node) => node["status"]!["conditions"]!.AsArray()
        .Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");

    private static async Task<string?> StrategyAsync(TenantScene scene) =>
        (string?)(await scene.Cluster.GetAsync(scene.WorkloadPath))["spec"]!["updateStrategy"]!["type"];

    private static Task DarkenAsync(TenantScene scene, string node) => scene.Cluster.PostAsync(
        "/apis/twin.fairway.dev/v1alpha1/nodebehaviors",
        $$"""
        {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"NodeBehavior","metadata":{"name":"dark"},
         "spec":{"selector":{"nodes":["{{node}}"]},"dark":{} } }
        """);
}
