using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Cli;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Xunit;

namespace Fairway.Tests.Cli.Verbs;

/// <summary><c>fairway rollout</c>, through the meta cluster and straight to a cluster.</summary>
public sealed class RolloutVerbTests(ManagedFleetFixture fleet) : IClassFixture<ManagedFleetFixture>
{
    private static readonly KubeResource Rollouts = FairwayResources.Of<Rollout>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rollout_of_a_release_is_shown_and_left_to_its_release()
    {
        var (pushed, _, why) = await fleet.RunAsync(
            "component", "push", fleet.Chart, "--component", "web", "--version", "1.0.0", "--image",
            "web=r/web:1.0.0");
        Assert.True(pushed == ExitCodes.Ok, why);
        await fleet.RunAsync("release", "create", "web-1", "-p", "all", "web=1.0.0", "--watch");

        string[] at = ["sts/web", "-n", "web", "--cluster", "cluster-001"];
        var (code, status, error) = await fleet.RunAsync(["rollout", "status", .. at]);
        Assert.True(code == ExitCodes.Ok, error);
        Assert.StartsWith("statefulset/web in web\n", status, StringComparison.Ordinal);
        Assert.Contains("phase        Complete (Done)", status, StringComparison.Ordinal);
        Assert.Contains("holds the partition when pods are recreated", status, StringComparison.Ordinal);
        var (_, json, _) = await fleet.RunAsync(["rollout", "status", .. at, "-o", "json"]);
        Assert.Equal("Complete", (string?)JsonNode.Parse(json)!["status"]!["phase"]);
        var (_, list, _) = await fleet.RunAsync("rollout", "status", "--context", "cluster-001");
        Assert.Matches(@"NAMESPACE +WORKLOAD +PHASE +STEP +NEW +OLD +UNAVAILABLE +PERMIT +REASON\n"
            + @"web +statefulset/web +Complete +1 of 1 +2 +0 +0 ", list);
        var (watched, end, _) = await fleet.RunAsync(["rollout", "watch", .. at]);
        Assert.Equal(ExitCodes.Ok, watched);
        Assert.StartsWith("statefulset/web: Complete, step 1 of 1, 2 new, 0 old, 0 unavailable: All", end);
        foreach (var (verb, instead) in ((string, string)[])[
            ("pause", "fairway release pause web-1"), ("undo", "fairway release rollback web-1"),
            ("promote", "grants the steps")])
        {
            Assert.Contains(instead, (await fleet.RunAsync(["rollout", verb, .. at])).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rollout_made_by_hand_is_paused_resumed_and_promoted()
    {
        await fleet.Inside("cluster-002").CreateAsync(
            Rollouts,
            "default",
            new JsonObject
            {
                ["apiVersion"] = "fairway.dev/v1alpha1",
                ["kind"] = "Rollout",
                ["metadata"] = new JsonObject { ["name"] = "agent" },
                ["spec"] = new JsonObject
                {
                    ["workload"] = new JsonObject
                    {
                        ["apiVersion"] = "apps/v1", ["kind"] = "DaemonSet", ["name"] = "agent",
                    },
                    ["change"] = "by-hand",
                    ["steps"] = new JsonArray(
                        new JsonObject { ["partition"] = "50%" }, new JsonObject { ["partition"] = 0 }),
                },
            },
            WriteOptions.None,
            Cancel);
        string[] at = ["ds/agent", "--context", "cluster-002"];
        Assert.Equal("daemonset/agent paused\n", (await fleet.RunAsync(["rollout", "pause", .. at])).Out);
        Assert.Equal("daemonset/agent resumed\n", (await fleet.RunAsync(["rollout", "resume", .. at])).Out);
        Assert.Equal("daemonset/agent promoted\n", (await fleet.RunAsync(["rollout", "promote", .. at])).Out);
        var (_, status, _) = await fleet.RunAsync(["rollout", "status", .. at]);
        Assert.Matches("permit +through step 1, [59]", status);
        Assert.Contains("50%, then none stay old", status, StringComparison.Ordinal);
        var (_, _, undone) = await fleet.RunAsync(["rollout", "undo", .. at]);
        Assert.Contains("nobody has recorded", undone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "names no workload", "rollout", "status", "web")]
    [InlineData(ExitCodes.Usage, "names no workload", "rollout", "status", "job/web")]
    [InlineData(ExitCodes.NotFound, "there is no rollout of deployment/none", "rollout", "status", "deploy/none")]
    [InlineData(ExitCodes.NotFound, "there is no rollout of cloneset/none", "rollout", "pause", "clone/none")]
    [InlineData(ExitCodes.Unreachable, "there is no Cluster nowhere", "rollout", "status", "--cluster", "nowhere")]
    public async Task What_is_not_there_is_told_in_one_line(int expected, string says, params string[] arguments)
    {
        var more = arguments.Contains("--cluster") ? arguments : [.. arguments, "--context", "cluster-001"];
        var (code, _, error) = await fleet.RunAsync(more);
        Assert.Equal(expected, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
