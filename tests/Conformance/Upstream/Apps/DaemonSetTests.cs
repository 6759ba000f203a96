using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/daemon_set.go and controller_revision.go assert.</summary>
public sealed class DaemonSetTests(FleetFixture fleet)
{
    private const int Nodes = 3;

    /// <summary>Daemon set should run and stop simple daemon</summary>
    [Fact]
    public async Task A_daemon_runs_on_every_node_and_comes_back_when_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Apps}/daemonsets", Workload.Of("agent"));
        var pods = await UntilOnNodesAsync(scene, Nodes);

        await scene.DeleteAsync($"{scene.Pods}/{pods[0].Name()}");

        await scene.UntilAllAsync(scene.Pods, all => all.Count == Nodes && all.All(
            p => p.IsReady() && p.Uid() != pods[0].Uid()));
    }

    /// <summary>Daemon set should run and stop complex daemon</summary>
    [Fact]
    public async Task A_daemon_follows_the_labels_of_nodes()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/daemonsets/agent";
        var color = $"color-{scene.Namespace}";
        await scene.MakeAsync(
            $"{scene.Apps}/daemonsets",
            Workload.Of("agent", pod: $$""" "nodeSelector":{"{{color}}":"blue"} """));
        await scene.UntilAsync(path, d => d["status"]?["observedGeneration"] is not null);
        Assert.Empty(await scene.ListAsync(scene.Pods));

        // Other tests of this fleet make nodes without a kubelet.
        var node = (await scene.ListAsync("/api/v1/nodes")).First(one => one.IsReady()).Name();
        await scene.PatchAsync($"/api/v1/nodes/{node}", $$"""{"metadata":{"labels":{"{{color}}":"blue"} } }""");
        var pods = await UntilOnNodesAsync(scene, 1);
        Assert.Equal(node, (string?)pods[0]["spec"]!["nodeName"]);

        await scene.PatchAsync($"/api/v1/nodes/{node}", $$"""{"metadata":{"labels":{"{{color}}":"green"} } }""");
        await scene.UntilAllAsync(scene.Pods, all => all.Count == 0);

        await scene.PatchAsync(
            path, $$"""
            {"spec":{"updateStrategy":{"type":"RollingUpdate"},
             "template":{"spec":{"nodeSelector":{"{{color}}":"green"} } } } }
            """);
        await UntilOnNodesAsync(scene, 1);
        await scene.PatchAsync($"/api/v1/nodes/{node}", $$"""{"metadata":{"labels":{"{{color}}":null} } }""");
    }

    /// <summary>Daemon set should retry creating failed daemon pods</summary>
    [Fact]
    public async Task A_failed_daemon_is_replaced()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Apps}/daemonsets", Workload.Of("agent"));
        var pods = await UntilOnNodesAsync(scene, Nodes);

        await scene.PatchAsync($"{scene.Pods}/{pods[0].Name()}/status", """{"status":{"phase":"Failed"}}""");

        await scene.UntilAllAsync(scene.Pods, all => all.Count == Nodes && all.All(
            p => p.IsReady() && p.Uid() != pods[0].Uid()));
    }

    /// <summary>Daemon set should update pod when spec was updated and update strategy is RollingUpdate</summary>
    /// <summary>ControllerRevision should manage the lifecycle of a ControllerRevision</summary>
    [Fact]
    public async Task A_changed_daemon_rolls_and_its_revisions_tell_it()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/daemonsets/agent";
        await scene.MakeAsync($"{scene.Apps}/daemonsets", Workload.Of("agent"));
        await UntilOnNodesAsync(scene, Nodes);
        await RevisionsAsync(scene, 1);

        await scene.PatchAsync(path, Workload.ImagePatch(Workload.New));
        await scene.UntilAsync(path, d => d.Status("observedGeneration") == 2
            && d.Status("updatedNumberScheduled") == Nodes && d.Status("numberAvailable") == Nodes);

        var revisions = await RevisionsAsync(scene, 2);
        var pods = await UntilOnNodesAsync(scene, Nodes);
        var newest = revisions.Single(r => (int?)r["revision"] == 2).Label("controller-revision-hash");
        Assert.All(pods, p => Assert.Equal(newest, p.Label("controller-revision-hash")));
    }

    /// <summary>Daemon set should rollback without unnecessary restarts</summary>
    [Fact]
    public async Task Going_back_leaves_daemons_alone_that_never_changed()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Apps}/daemonsets/agent";
        await scene.MakeAsync($"{scene.Apps}/daemonsets", Workload.Of("agent"));
        var first = await UntilOnNodesAsync(scene, Nodes);
        await scene.PatchAsync(path, Workload.ImagePatch(Workload.Unready));
        var middle = await scene.UntilAllAsync(
            scene.Pods, all => all.Any(p => p.Image() == Workload.Unready && p.Phase() == "Running"));
        var untouched = middle.Where(p => p.Image() == Workload.Old && !p.IsDeleting()).Select(p => p.Uid()).ToList();

        await scene.PatchAsync(path, Workload.ImagePatch(Workload.Old));
        var last = await scene.UntilAllAsync(scene.Pods, all =>
            all.Count == Nodes && all.All(p => p.Image() == Workload.Old && p.IsReady() && !p.IsDeleting()));

        Assert.Equal(Nodes - 1, untouched.Count);
        Assert.Subset(first.Select(p => p.Uid()).ToHashSet(), untouched.ToHashSet());
        Assert.Subset(last.Select(p => p.Uid()).ToHashSet(), untouched.ToHashSet());
        Assert.All(last, p => Assert.Equal(0, (int?)p["status"]!["containerStatuses"]![0]!["restartCount"]));
    }

    /// <summary>Daemon set should list and delete a collection of DaemonSets</summary>
    [Fact]
    public async Task Daemon_sets_are_listed_and_deleted_together()
    {
        using var scene = await AppsScene.OfAsync(fleet);

        await Collections.CheckAsync(scene, "/apis/apps/v1", "daemonsets", """ "minReadySeconds":0 """);
    }

    /// <summary>Daemon set should verify changes to a daemon set status</summary>
    [Fact]
    public async Task The_status_of_a_daemon_set_is_read_replaced_and_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Apps}/daemonsets", Workload.Of("agent"));
        await scene.UntilAsync($"{scene.Apps}/daemonsets/agent", d => d.Status("numberAvailable") == Nodes);

        await Statuses.CheckAsync(scene, $"{scene.Apps}/daemonsets/agent");
    }

    private static Task<IReadOnlyList<JsonObject>> UntilOnNodesAsync(AppsScene scene, int count) =>
        scene.UntilAllAsync(scene.Pods, all => all.Count == count
            && all.All(p => p.IsReady() && !p.IsDeleting())
            && all.Select(p => (string?)p["spec"]!["nodeName"]).Distinct().Count() == count);

    private static Task<IReadOnlyList<JsonObject>> RevisionsAsync(AppsScene scene, int count) =>
        scene.UntilAllAsync($"{scene.Apps}/controllerrevisions?labelSelector=app%3Dagent", all =>
            all.Count == count && all.All(r => r.Controller() == "agent"));
}
