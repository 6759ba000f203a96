using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/rc.go asserts.</summary>
public sealed class ReplicationControllerTests(FleetFixture fleet)
{
    /// <summary>ReplicationController should serve a basic image on each replica with a public image</summary>
    [Fact]
    public async Task Each_replica_of_a_controller_runs()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Core}/replicationcontrollers", Body("web", 2));

        var pods = await scene.UntilAllAsync(
            $"{scene.Pods}?labelSelector=app%3Dweb", all => all.Count == 2 && all.All(p => p.IsReady()));

        Assert.All(pods, p => Assert.Equal("web", p.Controller()));
    }

    /// <summary>ReplicationController should adopt matching pods on creation</summary>
    /// <summary>ReplicationController should release no longer matching pods</summary>
    [Fact]
    public async Task A_controller_adopts_what_matches_and_lets_go_what_does_not()
    {
        using var scene = await AppsScene.OfAsync(fleet);

        await Adoptions.CheckAsync(scene, $"{scene.Core}/replicationcontrollers");
    }

    /// <summary>ReplicationController should surface a failure condition on a common issue like exceeded
    /// quota</summary>
    [Fact]
    public async Task A_quota_shows_as_a_condition_and_goes_with_fewer_replicas()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Core}/replicationcontrollers/web";
        await scene.MakeAsync(
            $"{scene.Core}/resourcequotas", """{"metadata":{"name":"two"},"spec":{"hard":{"pods":"2"}}}""");
        await scene.UntilAsync($"{scene.Core}/resourcequotas/two", q => q["status"]?["hard"]?["pods"] is not null);
        await scene.MakeAsync($"{scene.Core}/replicationcontrollers", Body("web", 3));

        var failing = await scene.UntilAsync(path, c => c.Condition("ReplicaFailure") is not null);
        await scene.PatchAsync($"{path}/scale", """{"spec":{"replicas":2}}""", AppsScene.Merge);

        Assert.Equal("FailedCreate", (string?)failing.Condition("ReplicaFailure")!["reason"]);
        await scene.UntilAsync(path, c => c.Condition("ReplicaFailure") is null && c.Status("readyReplicas") == 2);
    }

    /// <summary>ReplicationController should test the lifecycle of a ReplicationController</summary>
    [Fact]
    public async Task A_controller_is_made_patched_listed_and_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Core}/replicationcontrollers/web";
        await scene.MakeAsync($"{scene.Core}/replicationcontrollers", Body("web", 1));
        await scene.UntilAsync(path, c => c.Status("availableReplicas") == 1);

        await scene.PatchAsync(path, $$"""{"metadata":{"labels":{"of":"{{scene.Namespace}}"} } }""");
        var status = await scene.PatchAsync(
            $"{path}/status", """{"status":{"readyReplicas":0,"availableReplicas":0}}""");
        await scene.UntilAsync(path, c => c.Status("availableReplicas") == 1);
        await scene.PatchAsync($"{path}/scale", """{"spec":{"replicas":2}}""", AppsScene.Merge);
        await scene.UntilAsync(path, c => c.Status("readyReplicas") == 2);
        var listed = await scene.ListAsync($"/api/v1/replicationcontrollers?labelSelector=of%3D{scene.Namespace}");
        await scene.DeleteAsync($"{scene.Core}/replicationcontrollers?labelSelector=of%3D{scene.Namespace}");

        Assert.Equal(0, status.Status("readyReplicas"));
        Assert.Single(listed);
        await scene.UntilGoneAsync(path);
    }

    /// <summary>ReplicationController should get and update a ReplicationController scale</summary>
    [Fact]
    public async Task A_controller_has_a_scale()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Core}/replicationcontrollers", Body("web", 1));

        await Scales.CheckAsync(scene, $"{scene.Core}/replicationcontrollers/web");
    }

    /// <summary>A controller whose selector is plain labels.</summary>
    internal static string Body(string name, int replicas) =>
        $$"""
        {"metadata":{"name":"{{name}}"},
         "spec":{"replicas":{{replicas}},"selector":{"app":"{{name}}"},"template":{{Workload.Template(name)}} } }
        """;
}
