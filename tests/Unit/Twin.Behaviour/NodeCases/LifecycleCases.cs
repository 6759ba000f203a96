using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeCases;

/// <summary>What test/e2e/common/node/lifecycle_hook.go, test/e2e_node/container_lifecycle_test.go and
/// test/e2e/node/pods.go assert of statuses: order, hooks and grace (kubernetes/kubernetes v1.28.7 and
/// later).</summary>
public sealed class LifecycleCases
{
    private const string Init = "initContainerStatuses";
    private const string Held = "\"finalizers\":[\"example.com/hold\"]";

    /// <summary>Containers Lifecycle should launch restartable init containers and init containers in order, before
    /// regular ones</summary>
    [Fact]
    public void Init_containers_and_sidecars_start_in_their_order() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("first", """ "run":{"after":{"mean":"4s"},"exitCode":0} """);
        await cluster.BehaveAsync("last", """ "run":{"after":{"mean":"3s"},"exitCode":0} """);
        await cluster.PostAsync(NodeScene.Pods, Ordered(""));
        var pod = await cluster.UntilPodAsync("p", p => p.IsReady());
        var first = pod.Container("first", Init)["state"]!["terminated"]!;
        var last = pod.Container("last", Init)["state"]!["terminated"]!;
        var side = pod.Container("side", Init)["state"]!["running"]!["startedAt"].Time();
        var main = pod.Container("main")["state"]!["running"]!["startedAt"].Time();
        Assert.True(first["finishedAt"].Time() <= side, "the sidecar waits for the first");
        Assert.True(side <= last["startedAt"].Time(), "the last waits for the sidecar");
        Assert.True(last["finishedAt"].Time() <= main, "the main container waits for the last");
        Assert.True((bool)pod.Container("side", Init)["started"]!);
        Assert.Equal("Completed", (string?)last["reason"]);
    });

    /// <summary>Containers Lifecycle should terminate restartable init containers after regular ones</summary>
    [Fact]
    public void Sidecars_end_after_the_containers_they_serve() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "stop":{"mean":"5s"} """);
        await cluster.PostAsync(NodeScene.Pods, Ordered($",{Held}"));
        await cluster.UntilPodAsync("p", p => p.IsReady());
        await cluster.DeleteAsync($"{NodeScene.Pods}/p");
        var pod = await cluster.UntilPodAsync("p", p => p.Container("side", Init)["state"]?["terminated"] is not null);
        var side = pod.Container("side", Init)["state"]!["terminated"]!["finishedAt"].Time();
        Assert.True(pod.Container("main")["state"]!["terminated"]!["finishedAt"].Time() <= side);
        await cluster.PatchAsync($"{NodeScene.Pods}/p", """{"metadata":{"finalizers":null}}""");
        await cluster.UntilGoneAsync($"{NodeScene.Pods}/p");
    });

    /// <summary>Containers Lifecycle: a pod whose regular containers have ended ends with its sidecars; a sidecar is
    /// restarted although the pod's policy is Never</summary>
    [Fact]
    public void A_pod_that_runs_once_ends_with_its_sidecars() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("side", """ "run":{"after":{"mean":"5s"},"exitCode":1,"times":1} """);
        await cluster.BehaveAsync("main", """ "run":{"after":{"mean":"60s"},"exitCode":0} """);
        await cluster.PodAsync("p", """
            "restartPolicy":"Never","initContainers":[
             {"name":"side","image":"registry.example/side:1","restartPolicy":"Always"}]
            """);
        var running = await cluster.UntilPodAsync("p", p => p.Restarts("side", Init) == 1);
        Assert.Equal("Running", running.Phase());
        var pod = await cluster.UntilPodAsync("p", p => p.Phase() == "Succeeded");
        Assert.NotNull(pod.Container("side", Init)["state"]!["terminated"]);
    });

    /// <summary>Lifecycle Sleep Hook: valid prestop hook using sleep action; reduce GracePeriodSeconds during
    /// runtime; a sleep that outlasts the grace is refused</summary>
    [Theory]
    [InlineData(10, 30, 9, 12)]
    [InlineData(20, 5, 4, 8)]
    public void A_pod_sleeps_before_it_ends_but_no_longer_than_its_grace(int sleep, int grace, int least, int most) =>
        TwinCluster.Run(async cluster =>
        {
            var hook = $$""" "lifecycle":{"preStop":{"sleep":{"seconds":{{sleep}} } } } """;
            await cluster.PodAsync("p", container: hook);
            await cluster.UntilPodAsync("p", p => p.IsReady());
            var asked = cluster.Now;
            await cluster.DeleteAsync($"{NodeScene.Pods}/p", $$"""{"gracePeriodSeconds":{{grace}} }""");
            await cluster.UntilGoneAsync($"{NodeScene.Pods}/p");

            // A deletion is told in whole seconds, and so seen up to one second early.
            Assert.InRange((cluster.Now - asked).TotalSeconds, least, most);
            var refusal = await NodeScene.RefusedAsync(
                () => cluster.PodAsync("q", $"\"terminationGracePeriodSeconds\":{sleep - 1}", hook));
            Assert.EndsWith(
                $"must be non-negative and less than terminationGracePeriodSeconds ({sleep - 1})", refusal.Message);
        });

    /// <summary>Container Lifecycle Hook should execute prestop exec, prestop http, poststart exec and poststart http
    /// hook properly, as far as time tells</summary>
    [Theory]
    [InlineData("""{"exec":{"command":["sh","-c","curl"]}}""")]
    [InlineData("""{"httpGet":{"path":"/echo","port":8080}}""")]
    public void Hooks_take_their_time(string hook) => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "postStart":{"mean":"6s"},"preStop":{"mean":"7s"} """);
        await cluster.PodAsync("p", container: $$""" "lifecycle":{"postStart":{{hook}},"preStop":{{hook}} } """);
        var began = cluster.Now;
        await cluster.UntilPodAsync("p", p => p.IsReady());
        Assert.True(cluster.Now - began >= TimeSpan.FromSeconds(6), $"ready after {cluster.Now - began}");
        var asked = cluster.Now;
        await cluster.DeleteAsync($"{NodeScene.Pods}/p");
        await cluster.UntilGoneAsync($"{NodeScene.Pods}/p");

        // A deletion is told in whole seconds, and so seen up to one second early.
        Assert.InRange((cluster.Now - asked).TotalSeconds, 6, 9);
    });

    /// <summary>Pods Extended (pod generation) issue 500 podspec updates and verify generation and observedGeneration
    /// eventually converge</summary>
    [Fact]
    public void Five_hundred_updates_are_counted_and_observed() => TwinCluster.Run(async cluster =>
    {
        await cluster.PodAsync("p");
        await cluster.UntilPodAsync("p", p => p.IsReady());
        for (var update = 0; update < 500; update++)
        {
            await cluster.PatchAsync($"{NodeScene.Pods}/p", $$"""
                {"spec":{"containers":[{"name":"main","image":"registry.example/main:{{update + 2}}"}]} }
                """);
        }

        var pod = await cluster.UntilPodAsync("p", p => (int?)p["status"]!["observedGeneration"] == 501);
        Assert.Equal(501, (int)pod["metadata"]!["generation"]!);
    });

    /// <summary>Kubelet pods that request what no registry has: Container Runtime blackbox test, should not be able to
    /// pull image from invalid registry [NodeConformance]</summary>
    [Fact]
    public void An_image_that_cannot_be_pulled_keeps_a_pod_pending() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "imagePull":{"failure":"NotFound"} """);
        await cluster.PodAsync("p");
        var words = new SortedSet<string>(StringComparer.Ordinal);
        await cluster.UntilPodAsync("p", p =>
        {
            Assert.Equal("Pending", p.Phase() is { Length: > 0 } phase ? phase : "Pending");
            if ((string?)p.Container("main")["state"]?["waiting"]?["reason"] is { } reason)
            {
                words.Add(reason);
            }

            return words.Contains("ImagePullBackOff");
        });
        Assert.Empty(words.Except(["ContainerCreating", "ErrImagePull", "ImagePullBackOff"]));
    });

    private static string Ordered(string metadata) => $$"""
        {"metadata":{"name":"p"{{metadata}} },"spec":{"initContainers":[
          {"name":"first","image":"registry.example/first:1"},
          {"name":"side","image":"registry.example/side:1","restartPolicy":"Always"},
          {"name":"last","image":"registry.example/last:1"}],
         "containers":[{"name":"main","image":"registry.example/main:1"}]} }
        """;
}
