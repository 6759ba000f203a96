using System.Globalization;
using Fairway.Conformance.Upstream.Apps;
using Xunit;

namespace Fairway.Conformance.Upstream.Scheduling;

/// <summary>What test/e2e/scheduling/preemption.go asserts.</summary>
public sealed class PreemptionTests(SchedulingFleet fleet) : IClassFixture<SchedulingFleet>
{
    /// <summary>validates basic preemption works</summary>
    /// <summary>validates lower priority pod preemption by critical pod</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_least_important_pod_leaves(bool isCritical)
    {
        using var scene = await fleet.SceneAsync();
        var resource = $"example.com/{scene.Namespace}";
        var (low, medium) = (await scene.PriorityAsync("low", 1), await scene.PriorityAsync("medium", 100));
        var preemptor = isCritical ? "system-cluster-critical" : await scene.PriorityAsync("high", 1000);
        var nodes = await scene.NodesAsync();
        foreach (var (index, node) in nodes.Index())
        {
            await scene.GiveAsync(node, resource, 5);
            await TakingAsync(scene, $"pod-{index}", index == 0 ? low : medium, resource, 3);
            await scene.UntilOnNodeAsync($"pod-{index}");
        }

        await TakingAsync(scene, "preemptor", preemptor, resource, 3);
        await scene.UntilOnNodeAsync("preemptor");

        Assert.Equal(404, (await scene.Cluster.SendAsync("GET", $"{scene.Pods}/pod-0")).Status);
        var others = await scene.GetAsync($"{scene.Pods}/pod-1");
        Assert.Null(others["metadata"]!["deletionTimestamp"]);
    }

    /// <summary>validates pod disruption condition is added to the preempted pod</summary>
    [Fact]
    public async Task The_pod_that_leaves_says_why()
    {
        using var scene = await fleet.SceneAsync();
        var resource = $"example.com/{scene.Namespace}";
        var (low, high) = (await scene.PriorityAsync("low", 1), await scene.PriorityAsync("high", 1000));
        var node = (await scene.NodesAsync())[0];
        await scene.GiveAsync(node, resource, 1);
        await TakingAsync(scene, "victim", low, resource, 1);
        await scene.UntilOnNodeAsync("victim");
        await scene.PatchAsync($"{scene.Pods}/victim", """{"metadata":{"finalizers":["example.com/test"]}}""");

        await TakingAsync(scene, "preemptor", high, resource, 1);
        var victim = await scene.UntilAsync(
            $"{scene.Pods}/victim", p => p["metadata"]!["deletionTimestamp"] is not null);

        Assert.Equal(
            "PreemptionByScheduler", (string?)SchedulingSteps.Condition(victim, "DisruptionTarget")!["reason"]);
        var waiting = await scene.UntilAsync(
            $"{scene.Pods}/preemptor",
            p => (string?)p["status"]!["nominatedNodeName"] == node || SchedulingSteps.NodeOf(p) == node);
        Assert.Equal("preemptor", (string?)waiting["metadata"]!["name"]);
        await scene.PatchAsync($"{scene.Pods}/victim", """{"metadata":{"finalizers":null}}""", AppsScene.Merge);
        await scene.UntilGoneAsync($"{scene.Pods}/victim");
        await scene.UntilOnNodeAsync("preemptor");
    }

    /// <summary>PreemptionExecutionPath runs ReplicaSets to verify preemption running path</summary>
    [Fact]
    public async Task Replica_sets_drive_each_other_off_by_their_importance()
    {
        using var scene = await fleet.SceneAsync();
        var resource = $"example.com/{scene.Namespace}";
        await scene.GiveAsync((await scene.NodesAsync())[0], resource, 1000);
        var before = new List<string>();
        foreach (var (name, value, replicas, each) in ((string, int, int, int)[])
            [("p1", 1, 5, 200), ("p2", 2, 4, 200), ("p3", 3, 4, 200), ("p4", 4, 1, 600)])
        {
            var priority = await scene.PriorityAsync(name, value);
            await scene.MakeAsync($"{scene.Apps}/replicasets", Replicas(name, priority, replicas, resource, each));
            await scene.UntilAsync(
                $"{scene.Apps}/replicasets/{name}",
                s => ((int?)s["status"]?["readyReplicas"] ?? 0) == replicas);
            before.Add(name);
        }

        var pods = await scene.UntilAllAsync(scene.Pods, all =>
            all.Where(p => p["metadata"]!["deletionTimestamp"] is null && SchedulingSteps.NodeOf(p) is not null)
                .Sum(p => Taken(p, resource)) <= 1000);
        Assert.Equal(4, before.Count);
        Assert.Contains(
            pods,
            p => SchedulingSteps.NodeOf(p) is not null && NameOf(p).StartsWith("p4-", StringComparison.Ordinal));
        Assert.DoesNotContain(
            pods,
            p => SchedulingSteps.NodeOf(p) is not null && NameOf(p).StartsWith("p1-", StringComparison.Ordinal)
                && p["metadata"]!["deletionTimestamp"] is null);
    }

    /// <summary>PriorityClass endpoints verify PriorityClass endpoints can be operated with different HTTP
    /// methods</summary>
    [Fact]
    public async Task Priority_classes_are_patched_and_replaced_except_for_their_value()
    {
        using var scene = await fleet.SceneAsync();
        var path = $"{SchedulingSteps.Classes}/{await scene.PriorityAsync("one", 1)}";
        foreach (var body in (string[])["""{"description":"a"}""", """{"value":99}"""])
        {
            var answer = await scene.Cluster.SendAsync("PATCH", path, body, AppsScene.Merge);
            Assert.Equal(body.Contains("value", StringComparison.Ordinal) ? 422 : 200, answer.Status);
        }

        var live = await scene.GetAsync(path);
        live["description"] = "b";
        live = await scene.PutAsync(path, live);
        Assert.Equal("b", (string?)live["description"]);
        live["value"] = 99;
        Assert.Equal(422, (await scene.Cluster.SendAsync("PUT", path, live.ToJsonString())).Status);
    }

    private static Task TakingAsync(AppsScene scene, string name, string priority, string resource, int amount) =>
        scene.PodAsync(name, $"\"priorityClassName\":\"{priority}\"", SchedulingSteps.Takes(resource, amount));

    private static string Replicas(string name, string priority, int replicas, string resource, int each) => $$"""
        {"metadata":{"name":"{{name}}"},"spec":{"replicas":{{replicas}},"selector":{"matchLabels":{"name":"{{name}}"} },
         "template":{"metadata":{"labels":{"name":"{{name}}"} },"spec":{"priorityClassName":"{{priority}}",
         "containers":[
         {"name":"c","image":"registry.example/pause:1",{{SchedulingSteps.Takes(resource, each)}} }]} } } }
        """;

    private static int Taken(System.Text.Json.Nodes.JsonObject pod, string resource) => int.Parse(
        (string)pod["spec"]!["containers"]![0]!["resources"]!["requests"]![resource]!, CultureInfo.InvariantCulture);

    private static string NameOf(System.Text.Json.Nodes.JsonObject pod) => (string)pod["metadata"]!["name"]!;
}
