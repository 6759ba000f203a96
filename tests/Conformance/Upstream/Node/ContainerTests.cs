using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Upstream.Apps;
using Xunit;

namespace Fairway.Conformance.Upstream.Node;

/// <summary>What test/e2e/common/node/init_container.go, container_probe.go, ephemeral_containers.go, runtime.go and
/// pod_resize.go assert of statuses. What containers do is said by behaviors.</summary>
public sealed class ContainerTests(FleetFixture fleet)
{
    private const string Init = """
        "initContainers":[{"name":"init1","image":"registry.example/init:1"},
          {"name":"init2","image":"registry.example/init:2"}]
        """;

    /// <summary>InitContainer should invoke init containers on a RestartNever pod</summary>
    [Fact]
    public async Task Init_containers_succeed_before_a_pod_that_runs_once()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(
            scene.Pods, Workload.Pod("p", "p", Workload.Done, $"\"restartPolicy\":\"Never\",{Init}"));
        var pod = await scene.UntilAsync($"{scene.Pods}/p", p => p.Phase() == "Succeeded");
        Assert.Equal("True", (string?)pod.Condition("Initialized")!["status"]);
        Assert.All(pod["status"]!["initContainerStatuses"]!.AsArray(), c =>
        {
            Assert.Equal(0, (int)c!["state"]!["terminated"]!["exitCode"]!);
            Assert.True((bool)c["ready"]!);
        });
    }

    /// <summary>InitContainer should invoke init containers on a RestartAlways pod</summary>
    [Fact]
    public async Task Init_containers_succeed_before_a_pod_that_stays()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p", pod: Init));
        var pod = await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        Assert.Equal("Running", pod.Phase());
        Assert.Equal("True", (string?)pod.Condition("Initialized")!["status"]);
    }

    /// <summary>InitContainer should not start app containers if init containers fail on a RestartAlways pod</summary>
    [Fact]
    public async Task An_init_container_that_fails_is_tried_again_and_holds_the_others_back()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.BehaveAsync("init1", """ "run":{"exitCode":1} """);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p", pod: Init));
        var pod = await scene.UntilAsync(
            $"{scene.Pods}/p", p => (int?)p["status"]!["initContainerStatuses"]?[0]!["restartCount"] >= 1);
        Assert.Equal("Pending", pod.Phase());
        Assert.Equal("ContainersNotInitialized", (string?)pod.Condition("Initialized")!["reason"]);
        Assert.Equal(
            "containers with incomplete status: [init1 init2]", (string?)pod.Condition("Initialized")!["message"]);
        Assert.Equal(
            "PodInitializing", (string?)pod.Container("containerStatuses")["state"]!["waiting"]!["reason"]);
        Assert.NotNull(pod.Container("initContainerStatuses", 1)["state"]!["waiting"]);
    }

    /// <summary>InitContainer should not start app containers and fail the pod if init containers fail on a
    /// RestartNever pod</summary>
    [Fact]
    public async Task An_init_container_that_fails_fails_a_pod_that_runs_once()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.BehaveAsync("init2", """ "run":{"exitCode":1} """);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p", pod: $"\"restartPolicy\":\"Never\",{Init}"));
        var pod = await scene.UntilAsync($"{scene.Pods}/p", p => p.Phase() == "Failed");
        Assert.Equal(
            "containers with incomplete status: [init2]", (string?)pod.Condition("Initialized")!["message"]);
        Assert.Equal(0, (int)pod.Container("containerStatuses")["restartCount"]!);
        Assert.NotNull(pod.Container("containerStatuses")["state"]!["waiting"]);
    }

    /// <summary>Probing container with readiness probe should not be ready before initial delay and never
    /// restart</summary>
    [Fact]
    public async Task A_container_is_not_ready_before_the_delay_of_its_probe()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Probed(
            "readinessProbe", """ "tcpSocket":{"port":80},"initialDelaySeconds":3,"periodSeconds":1 """));
        var pod = await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        var began = (DateTimeOffset)pod.Container("containerStatuses")["state"]!["running"]!["startedAt"]!;
        var ready = (DateTimeOffset)pod.Condition("Ready")!["lastTransitionTime"]!;
        Assert.True(ready - began >= TimeSpan.FromSeconds(2), $"ready after {ready - began}");
        Assert.Equal(0, (int)pod.Container("containerStatuses")["restartCount"]!);
    }

    /// <summary>Probing container should be restarted with a /healthz http liveness probe</summary>
    /// <summary>Probing container should be restarted with a exec "cat /tmp/health" liveness probe</summary>
    /// <summary>Probing container should be restarted with a GRPC liveness probe</summary>
    [Theory]
    [InlineData(""" "httpGet":{"path":"/healthz","port":8080} """)]
    [InlineData(""" "exec":{"command":["cat","/tmp/health"]} """)]
    [InlineData(""" "grpc":{"port":5000} """)]
    public async Task A_container_whose_liveness_fails_is_restarted(string means)
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.BehaveAsync("main", """ "liveness":{"failsAfter":{"mean":"1s"}} """);
        await scene.MakeAsync(
            scene.Pods, Probed("livenessProbe", $""" {means},"periodSeconds":1,"failureThreshold":1 """));
        await scene.UntilAsync(
            $"{scene.Pods}/p", p => (int?)p["status"]!["containerStatuses"]?[0]!["restartCount"] >= 1);
    }

    /// <summary>Ephemeral Containers will start an ephemeral container in an existing pod</summary>
    /// <summary>Ephemeral Containers should update the ephemeral containers in an existing pod</summary>
    [Fact]
    public async Task An_ephemeral_container_runs_in_a_pod_that_is_there()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p"));
        await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        await scene.PatchAsync($"{scene.Pods}/p/ephemeralcontainers", """
            {"spec":{"ephemeralContainers":[{"name":"debugger","image":"registry.example/debug:1"}]}}
            """);
        var pod = await scene.UntilAsync(
            $"{scene.Pods}/p",
            p => p["status"]!["ephemeralContainerStatuses"]?[0]!["state"]!["running"] is not null);
        Assert.True(pod.IsReady());
    }

    /// <summary>Container Runtime blackbox test when starting a container that exits should run with the expected
    /// status</summary>
    [Theory]
    [InlineData("Always", "Running")]
    [InlineData("OnFailure", "Running")]
    [InlineData("Never", "Failed")]
    public async Task What_a_container_that_exits_leads_to_its_policy_says(string policy, string phase)
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.BehaveAsync("main", """ "run":{"after":{"mean":"100ms"},"exitCode":1,"times":1} """);
        await scene.MakeAsync(scene.Pods, Workload.Pod("p", "p", pod: $"\"restartPolicy\":\"{policy}\""));
        var pod = await scene.UntilAsync(
            $"{scene.Pods}/p", p => p.Phase() == phase && (phase == "Failed" || (p.IsReady() && Restarts(p) > 0)));
        Assert.Equal(phase == "Failed" ? 0 : 1, Restarts(pod));
    }

    private static int Restarts(JsonObject pod) => (int)pod.Container("containerStatuses")["restartCount"]!;

    /// <summary>Pod InPlace Resize Container resize pod via the replace endpoint</summary>
    [Fact]
    public async Task A_container_is_resized_in_place()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync(scene.Pods, """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"registry.example/c:1",
             "resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}]}}
            """);
        var before = await scene.UntilAsync($"{scene.Pods}/p", p => p.IsReady());
        before["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"] = "200m";
        await scene.PutAsync($"{scene.Pods}/p/resize", before);
        var pod = await scene.UntilAsync(
            $"{scene.Pods}/p",
            p => (string?)p["status"]!["containerStatuses"]![0]!["resources"]?["requests"]?["cpu"] == "200m");
        Assert.Equal("200m", (string?)pod.Container("containerStatuses")["allocatedResources"]!["cpu"]);
        Assert.Equal(0, (int)pod.Container("containerStatuses")["restartCount"]!);
    }

    private static string Probed(string probe, string says) =>
        $$"""
        {"metadata":{"name":"p"},"spec":{"containers":[{"name":"main","image":"registry.example/httpd:1",
         "{{probe}}":{ {{says}} } }]} }
        """;
}
