using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Nodes;

/// <summary>Behaviors as resources, in a whole cluster.</summary>
public sealed class PodBehaviorTests
{
    private const string Behaviors = "/apis/twin.fairway.dev/v1alpha1/podbehaviors";
    private const string Core = "/api/v1/namespaces/default";

    [Fact]
    public void A_behavior_counts_from_the_moment_it_is_there_until_it_is_gone() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", Pod("a", "registry.example/app:1"));
        await cluster.UntilAsync($"{Core}/pods/a", IsReady);

        await cluster.PostAsync(Behaviors, Behavior("ill", """
            {"selector":{"images":["*/app:1"]},"readiness":{"never":true}}
            """));
        await cluster.UntilAsync($"{Core}/pods/a", pod => !IsReady(pod));
        await cluster.DeleteAsync($"{Behaviors}/ill");
        var pod = await cluster.UntilAsync($"{Core}/pods/a", IsReady);

        Assert.Equal(0, (int)pod["status"]!["containerStatuses"]![0]!["restartCount"]!);
    });

    [Fact]
    public void The_higher_priority_decides_and_an_edit_changes_it() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Behaviors, Behavior("a-never", """{"priority":1,"readiness":{"never":true}}"""));
        await cluster.PostAsync(Behaviors, Behavior("b-well", """{"readiness":{}}"""));
        await cluster.PostAsync($"{Core}/pods", Pod("a", "registry.example/app:1"));
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        Assert.False(IsReady(await cluster.GetAsync($"{Core}/pods/a")));

        var never = await cluster.GetAsync($"{Behaviors}/a-never");
        never["spec"]!["priority"] = -1;
        await cluster.PutAsync($"{Behaviors}/a-never", never.ToJsonString());

        await cluster.UntilAsync($"{Core}/pods/a", IsReady);
    });

    [Fact]
    public void A_pod_waits_for_its_ConfigMap_and_starts_when_it_comes() => TwinCluster.Run(async cluster =>
    {
        var body = JsonNode.Parse(Pod("a", "registry.example/app:1"))!;
        body["spec"]!["volumes"] = JsonNode.Parse("""[{"name":"v","configMap":{"name":"settings"}}]""");
        await cluster.PostAsync($"{Core}/pods", body.ToJsonString());
        await cluster.PassAsync(TimeSpan.FromSeconds(30));
        var waiting = await cluster.GetAsync($"{Core}/pods/a");
        Assert.Equal(
            "ContainerCreating",
            (string?)waiting["status"]!["containerStatuses"]![0]!["state"]!["waiting"]!["reason"]);

        await cluster.PostAsync($"{Core}/configmaps", """{"metadata":{"name":"settings"}}""");

        await cluster.UntilAsync($"{Core}/pods/a", IsReady);
        var events = await cluster.ListAsync("/apis/events.k8s.io/v1/namespaces/default/events");
        Assert.Contains(events, e => (string?)e["note"]
            == "MountVolume.SetUp failed for volume \"v\" : configmap \"settings\" not found");
    });

    [Fact]
    public void A_pod_takes_two_writes_to_be_ready_and_none_at_rest() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", Pod("a", "registry.example/app:1"));
        await cluster.UntilAsync($"{Core}/pods/a", IsReady);
        var status = cluster.Api.Writes.Where(w => w.Contains("kubelet PATCH", StringComparison.Ordinal)
            && w.Contains("/pods/a/status", StringComparison.Ordinal));
        Assert.Equal(2, status.Count());

        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(18));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    });

    [Fact]
    public void An_image_is_pulled_once_by_each_node() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync($"{Core}/pods", Pod("a", "registry.example/app:1"));
            await cluster.UntilAsync($"{Core}/pods/a", IsReady);
            await cluster.PostAsync($"{Core}/pods", Pod("b", "registry.example/app:1"));
            await cluster.UntilAsync($"{Core}/pods/b", IsReady);
            await cluster.PassAsync(TimeSpan.FromSeconds(5));

            var notes = (await cluster.ListAsync("/apis/events.k8s.io/v1/namespaces/default/events"))
                .Where(e => (string?)e["reason"] == "Pulled").Select(e => (string)e["note"]!).ToArray();
            Assert.Equal(2, notes.Length);
            Assert.Single(notes, note => note.StartsWith("Successfully pulled", StringComparison.Ordinal));
            Assert.Single(notes, note => note.EndsWith(
                "already present on machine and can be accessed by the pod", StringComparison.Ordinal));
        },
        nodes: 1);

    [Fact]
    public void A_status_is_as_a_kubelet_of_its_node_would_tell_it() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync($"{Core}/pods", Pod("a", "registry.example/app:1"));
            var pod = await cluster.UntilAsync($"{Core}/pods/a", IsReady);
            var status = pod["status"]!;
            var container = status["containerStatuses"]![0]!;

            Assert.Equal((int)pod["metadata"]!["generation"]!, (int)status["observedGeneration"]!);
            Assert.Equal("BestEffort", (string?)status["qosClass"]);
            Assert.Equal((string?)status["podIP"], (string?)status["podIPs"]![0]!["ip"]);
            Assert.Equal((string?)status["hostIP"], (string?)status["hostIPs"]![0]!["ip"]);
            Assert.StartsWith("containerd://", (string)container["containerID"]!, StringComparison.Ordinal);
            Assert.StartsWith("registry.example/app@sha256:", (string)container["imageID"]!, StringComparison.Ordinal);
            Assert.True((bool)container["started"]!);
            Assert.Equal(
                ["ContainersReady", "Initialized", "PodReadyToStartContainers", "PodScheduled", "Ready"],
                status["conditions"]!.AsArray().Select(c => (string)c!["type"]!).Order(StringComparer.Ordinal));
            Assert.All(status["conditions"]!.AsArray(), c => Assert.Equal(1, (int)c!["observedGeneration"]!));
        },
        nodes: 1);

    private static bool IsReady(JsonObject pod) => pod["status"]!["conditions"] is JsonArray conditions
        && conditions.Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");

    private static string Behavior(string name, string spec) =>
        $$"""
        {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior","metadata":{"name":"{{name}}"},"spec":{{spec}} }
        """;

    private static string Pod(string name, string image) =>
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"containers":[{"name":"app","image":"{{{image}}}"}] } }""";
}
