using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/deployment.go asserts.</summary>
public sealed class DeploymentTests(FleetFixture fleet)
{
    private const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>RecreateDeployment should delete old pods and create new ones</summary>
    [Fact]
    public async Task Recreating_has_no_new_pod_beside_an_old_one()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/deployments/web";
        await scene.MakeAsync(
            $"{scene.Apps}/deployments",
            Workload.Of("web", spec: """ "replicas":2,"strategy":{"type":"Recreate"} """));
        await scene.UntilAsync(path, d => d.Status("availableReplicas") == 2);

        await scene.PatchAsync(path, Workload.ImagePatch(Workload.New));
        var mixed = false;
        await scene.UntilAllAsync($"{scene.Pods}?labelSelector=app%3Dweb", pods =>
        {
            mixed |= pods.Select(p => p.Image()).Distinct().Count() > 1;
            return pods.Count == 2 && pods.All(p => p.Image() == Workload.New && p.IsReady());
        });

        Assert.False(mixed);
    }

    /// <summary>RollingUpdateDeployment should delete old pods and create new ones</summary>
    [Fact]
    public async Task A_deployment_takes_over_a_replica_set_and_rolls_it()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var set = await scene.MakeAsync(
            $"{scene.Apps}/replicasets",
            Workload.Of("web", spec: """ "replicas":1 """).Replace(
                "\"metadata\":{\"name\"",
                $"\"metadata\":{{\"annotations\":{{\"{Revision}\":\"3546343826724305832\"}},\"name\"",
                StringComparison.Ordinal));
        await scene.UntilAsync($"{scene.Apps}/replicasets/web", s => s.Status("readyReplicas") == 1);

        await scene.MakeAsync(
            $"{scene.Apps}/deployments", Workload.Of("web", Workload.New, """ "replicas":1 """));
        var deployment = await scene.UntilAsync(
            $"{scene.Apps}/deployments/web",
            d => d.Status("updatedReplicas") == 1 && d.Status("availableReplicas") == 1 && d.Status("replicas") == 1);

        Assert.Equal("3546343826724305833", deployment.Annotation(Revision));
        var old = await scene.UntilAsync($"{scene.Apps}/replicasets/web", s => s.Status("replicas") == 0);
        Assert.Equal(("web", set.Uid()), (old.Controller(), old.Uid()));
    }

    /// <summary>deployment should delete old replica sets</summary>
    [Fact]
    public async Task Old_replica_sets_beyond_the_history_limit_go()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Apps}/replicasets", Workload.Of("web", spec: """ "replicas":1 """));
        await scene.UntilAsync($"{scene.Apps}/replicasets/web", s => s.Status("readyReplicas") == 1);

        await scene.MakeAsync(
            $"{scene.Apps}/deployments",
            Workload.Of("web", Workload.New, """ "replicas":1,"revisionHistoryLimit":0 """));

        await scene.UntilGoneAsync($"{scene.Apps}/replicasets/web");
        await scene.UntilAllAsync($"{scene.Apps}/replicasets", sets => sets.Count == 1);
    }

    /// <summary>deployment should support rollover</summary>
    [Fact]
    public async Task A_newer_template_takes_over_a_rollout()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/deployments/web";
        await scene.MakeAsync($"{scene.Apps}/replicasets", Workload.Of("web", spec: """ "replicas":1 """));
        await scene.UntilAsync($"{scene.Apps}/replicasets/web", s => s.Status("readyReplicas") == 1);
        await scene.MakeAsync($"{scene.Apps}/deployments", Workload.Of("web", Workload.Unready, """
             "replicas":1,"minReadySeconds":2,
             "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}
            """));
        await scene.UntilAsync(path, d => d.Status("updatedReplicas") == 1);

        await scene.PatchAsync(path, Workload.ImagePatch(Workload.New));
        await scene.UntilAsync(path, d => d.Status("observedGeneration") == 2 && d.Status("updatedReplicas") == 1
            && d.Status("availableReplicas") == 1 && d.Status("replicas") == 1);

        var sets = await scene.UntilAllAsync(
            $"{scene.Apps}/replicasets", all => all.Count == 3 && all.Count(s => s.Status("replicas") == 0) == 2);
        Assert.All(sets, set => Assert.Equal("web", set.Controller()));
    }

    /// <summary>deployment should support proportional scaling</summary>
    [Fact]
    public async Task Scaling_in_the_middle_of_a_rollout_is_proportional()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/deployments/web";
        await scene.MakeAsync($"{scene.Apps}/deployments", Workload.Of("web", spec: """
             "replicas":10,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":3,"maxUnavailable":2}}
            """));
        await scene.UntilAsync(path, d => d.Status("availableReplicas") == 10);
        await scene.PatchAsync(path, Workload.ImagePatch(Workload.Unready));
        await scene.UntilAllAsync($"{scene.Apps}/replicasets", sets => HasSizes(sets, 8, 5));

        await scene.PatchAsync(path, """{"spec":{"replicas":30}}""");

        await scene.UntilAllAsync($"{scene.Apps}/replicasets", sets => HasSizes(sets, 20, 13));
    }

    /// <summary>Deployment should run the lifecycle of a Deployment</summary>
    [Fact]
    public async Task A_deployment_is_made_patched_listed_and_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/deployments/web";
        await scene.MakeAsync($"{scene.Apps}/deployments", Workload.Of("web", spec: """ "replicas":1 """));
        await scene.UntilAsync(path, d => d.Status("availableReplicas") == 1);
        await scene.PatchAsync(path, """{"metadata":{"labels":{"test-deployment":"patched"}},"spec":{"replicas":2}}""");
        await scene.UntilAsync(path, d => d.Status("readyReplicas") == 2);
        var listed = await scene.ListAsync("/apis/apps/v1/deployments?labelSelector=test-deployment%3Dpatched");
        var status = await scene.PatchAsync(
            $"{path}/status", """{"metadata":{"annotations":{"by":"status"}},"status":{"readyReplicas":0}}""");

        await scene.DeleteAsync($"{scene.Apps}/deployments?labelSelector=test-deployment%3Dpatched");

        Assert.Contains(listed, d => (string?)d["metadata"]!["namespace"] == scene.Namespace);
        Assert.Equal((0, "status"), (status.Status("readyReplicas"), status.Annotation("by")));
        await scene.UntilGoneAsync(path);
        await scene.UntilAllAsync(scene.Pods, pods => pods.Count == 0);
    }

    /// <summary>Deployment Deployment should have a working scale subresource</summary>
    [Fact]
    public async Task A_deployment_has_a_scale()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/deployments/web";
        await scene.MakeAsync($"{scene.Apps}/deployments", Workload.Of("web", spec: """ "replicas":1 """));

        await Scales.CheckAsync(scene, path);
    }

    /// <summary>Deployment should validate Deployment Status endpoints</summary>
    [Fact]
    public async Task The_status_of_a_deployment_is_read_replaced_and_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/deployments/web";
        await scene.MakeAsync($"{scene.Apps}/deployments", Workload.Of("web", spec: """ "replicas":1 """));
        await scene.UntilAsync(path, d => d.Status("availableReplicas") == 1);

        await Statuses.CheckAsync(scene, path);
    }

    private static bool HasSizes(IReadOnlyList<JsonObject> sets, int old, int now) =>
        sets.Count == 2
        && sets.Any(s => s.Image() == Workload.Old && (int?)s["spec"]!["replicas"] == old)
        && sets.Any(s => s.Image() == Workload.Unready && (int?)s["spec"]!["replicas"] == now);
}
