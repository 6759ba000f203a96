using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/replica_set.go asserts.</summary>
public sealed class ReplicaSetTests(FleetFixture fleet)
{
    /// <summary>ReplicaSet should serve a basic image on each replica with a public image</summary>
    [Fact]
    public async Task Each_replica_runs_with_an_address_of_its_own()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Apps}/replicasets", Workload.Of("web", spec: """ "replicas":2 """));

        var pods = await scene.UntilAllAsync(
            $"{scene.Pods}?labelSelector=app%3Dweb", all => all.Count == 2 && all.All(p => p.IsReady()));

        Assert.All(pods, p => Assert.Equal(("web", "Running"), (p.Controller(), p.Phase())));
        Assert.Equal(2, pods.Select(p => (string)p["status"]!["podIP"]!).Distinct().Count());
    }

    /// <summary>ReplicaSet should adopt matching pods on creation and release no longer matching pods</summary>
    [Fact]
    public async Task A_matching_pod_is_adopted_and_let_go_when_it_matches_no_more()
    {
        using var scene = await AppsScene.OfAsync(fleet);

        await Adoptions.CheckAsync(scene, $"{scene.Apps}/replicasets");
    }

    /// <summary>ReplicaSet Replace and Patch tests</summary>
    [Fact]
    public async Task A_replica_set_is_scaled_and_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/replicasets/web";
        await scene.MakeAsync($"{scene.Apps}/replicasets", Workload.Of("web", spec: """ "replicas":1 """));
        await scene.UntilAsync(path, s => s.Status("readyReplicas") == 1);

        await scene.PatchAsync($"{path}/scale", """{"spec":{"replicas":3}}""", AppsScene.Merge);
        await scene.UntilAsync(path, s => s.Status("readyReplicas") == 3);
        await scene.PatchAsync(
            path, """
            {"metadata":{"labels":{"test-rs":"patched"}},"spec":{"replicas":2,"template":{"spec":{
              "terminationGracePeriodSeconds":0,"containers":[{"name":"main","image":"registry.example/httpd:2"}]}}}}
            """);

        var set = await scene.UntilAsync(path, s => s.Status("readyReplicas") == 2 && s.Status("replicas") == 2);
        Assert.Equal(("patched", Workload.New), (set.Label("test-rs"), set.Image()));
        var pods = await scene.ListAsync(scene.Pods);
        Assert.All(pods.Where(p => !p.IsDeleting()), p => Assert.Equal(Workload.Old, p.Image()));
    }

    /// <summary>ReplicaSet Replicaset should have a working scale subresource</summary>
    [Fact]
    public async Task A_replica_set_has_a_scale()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Apps}/replicasets", Workload.Of("web", spec: """ "replicas":1 """));

        await Scales.CheckAsync(scene, $"{scene.Apps}/replicasets/web");
    }

    /// <summary>ReplicaSet should list and delete a collection of ReplicaSets</summary>
    [Fact]
    public async Task Replica_sets_are_listed_and_deleted_together()
    {
        using var scene = await AppsScene.OfAsync(fleet);

        await Collections.CheckAsync(scene, "/apis/apps/v1", "replicasets", """ "replicas":1 """);
    }

    /// <summary>ReplicaSet should validate Replicaset Status endpoints</summary>
    [Fact]
    public async Task The_status_of_a_replica_set_is_read_replaced_and_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/replicasets/web";
        await scene.MakeAsync($"{scene.Apps}/replicasets", Workload.Of("web", spec: """ "replicas":1 """));
        await scene.UntilAsync(path, s => s.Status("availableReplicas") == 1);

        await Statuses.CheckAsync(scene, path);
    }
}
