using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Upstream.Apps;
using Xunit;

namespace Fairway.Conformance.Upstream.Node;

/// <summary>What test/e2e/common/node/pods.go, test/e2e/node/pods.go and test/e2e/common/node/kubelet.go
/// assert.</summary>
public sealed class PodTests(FleetFixture fleet)
{
    /// <summary>Pods should get a host IP</summary>
    [Fact]
    public async Task A_pod_has_the_address_of_its_host()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Pods}", Workload.Pod("p", "p"));
        var pod = await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        Assert.NotEmpty((string)pod["status"]!["hostIP"]!);
        Assert.Equal((string?)pod["status"]!["hostIP"], (string?)pod["status"]!["hostIPs"]![0]!["ip"]);
    }

    /// <summary>Pods should be submitted and removed</summary>
    [Fact]
    public async Task A_pod_is_submitted_and_removed()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var made = await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p"));
        await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        var deleted = await scene.DeleteAsync($"{scene.Pods}/p");
        Assert.Equal(30, (int)deleted["metadata"]!["deletionGracePeriodSeconds"]!);
        Assert.Equal(made.Uid(), deleted.Uid());
        await scene.UntilGoneAsync($"{scene.Pods}/p");
    }

    /// <summary>Pods should be updated</summary>
    [Fact]
    public async Task A_pod_is_updated()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p"));
        await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        await scene.PatchAsync($"{scene.Pods}/p", """{"metadata":{"labels":{"time":"later"}}}""");
        var list = await scene.ListAsync($"{scene.Pods}?labelSelector=time%3Dlater");
        Assert.True(Assert.Single(list).IsReady());
    }

    /// <summary>Pods should allow activeDeadlineSeconds to be updated</summary>
    [Fact]
    public async Task A_deadline_is_given_to_a_pod_that_runs()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p"));
        await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        await scene.PatchAsync($"{scene.Pods}/p", """{"spec":{"activeDeadlineSeconds":1}}""");
        var pod = await scene.UntilAsync($"{scene.Pods}/p", p => p.Phase() == "Failed");
        Assert.Equal("DeadlineExceeded", (string?)pod["status"]!["reason"]);
    }

    /// <summary>Pods should delete a collection of pods</summary>
    [Fact]
    public async Task A_collection_of_pods_is_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        foreach (var name in (string[])["a", "b", "c"])
        {
            await scene.MakeAsync(scene.Pods, Workload.Pod(name, "many"));
        }

        await scene.DeleteAsync($"{scene.Pods}?labelSelector=app%3Dmany");
        await scene.UntilAllAsync($"{scene.Pods}?labelSelector=app%3Dmany", pods => pods.Count == 0);
    }

    /// <summary>Pods should patch a pod status</summary>
    /// <summary>Pods should run through the lifecycle of Pods and PodStatus</summary>
    [Fact]
    public async Task The_status_of_a_pod_is_patched_and_the_pod_goes_its_way()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p"));
        await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        var patched = await scene.PatchAsync($"{scene.Pods}/p/status", """
            {"status":{"conditions":[{"type":"example.com/Seen","status":"True"}]}}
            """);
        Assert.Equal("True", (string?)patched.Condition("example.com/Seen")!["status"]);
        Assert.True(patched.IsReady());
        await scene.DeleteAsync($"{scene.Pods}/p");
        await scene.UntilGoneAsync($"{scene.Pods}/p");
    }

    /// <summary>Pods Extended Pods Set QOS Class should be set on Pods with matching resource requests and limits for
    /// memory and cpu</summary>
    [Fact]
    public async Task Equal_requests_and_limits_are_Guaranteed()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var pod = await scene.MakeAsync(scene.Pods, """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"registry.example/c:1",
             "resources":{"limits":{"cpu":"100m","memory":"100Mi"},"requests":{"cpu":"100m","memory":"100Mi"}}}]}}
            """);
        Assert.Equal("Guaranteed", (string?)pod["status"]!["qosClass"]);
    }

    /// <summary>Pods Extended (pod generation) Pod Generation pod generation should start at 1 and increment per
    /// update</summary>
    /// <summary>Pods Extended (pod generation) Pod Generation custom-set generation on new pods and graceful
    /// delete</summary>
    [Fact]
    public async Task The_generation_begins_at_1_and_its_status_follows()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var body = JsonNode.Parse(Workload.Pod("p", "p"))!;
        body["metadata"]!["generation"] = 100;
        body["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        var made = await scene.MakeAsync(scene.Pods, body.ToJsonString());
        Assert.Equal(1, (int)made["metadata"]!["generation"]!);
        await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        var patched = await scene.PatchAsync($"{scene.Pods}/p", """
            {"spec":{"containers":[{"name":"main","image":"registry.example/httpd:2"}]}}
            """);
        Assert.Equal(2, (int)patched["metadata"]!["generation"]!);
        await scene.UntilAsync($"{scene.Pods}/p", p => p.Status("observedGeneration") == 2);
        var deleted = await scene.DeleteAsync($"{scene.Pods}/p");
        Assert.Equal(3, (int)deleted["metadata"]!["generation"]!);
        await scene.UntilAsync($"{scene.Pods}/p", p => p.Status("observedGeneration") == 3);
        await scene.PatchAsync($"{scene.Pods}/p", """{"metadata":{"finalizers":null}}""", AppsScene.Merge);
        await scene.UntilGoneAsync($"{scene.Pods}/p");
    }

    /// <summary>Kubelet when scheduling a busybox command that always fails in a pod should have an terminated
    /// reason</summary>
    /// <summary>Kubelet when scheduling a busybox command that always fails in a pod should be possible to
    /// delete</summary>
    [Fact]
    public async Task A_container_that_always_fails_says_how_and_can_be_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p", Workload.Fail));
        var pod = await scene.UntilAsync(
            $"{scene.Pods}/p",
            p => p["status"]!["containerStatuses"]?[0]!["lastState"]!["terminated"] is not null);
        var ended = pod.Container("containerStatuses")["lastState"]!["terminated"]!;
        Assert.Equal(("Error", 1), ((string?)ended["reason"], (int)ended["exitCode"]!));
        await scene.DeleteAsync($"{scene.Pods}/p");
        await scene.UntilGoneAsync($"{scene.Pods}/p");
    }
}
