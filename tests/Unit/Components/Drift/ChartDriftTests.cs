using System.Text;
using System.Text.Json;
using Fairway.Components.Drift;
using Fairway.Delivery.Drift;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Xunit;

namespace Fairway.Tests.Components.Drift;

/// <summary>Drift in a whole cluster, seen by watching.</summary>
public sealed class ChartDriftTests
{
    private const string Map = "/api/v1/namespaces/cache/configmaps/registry-cache";
    private const string Workload = "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache";
    private const string Name = "registry-cache";

    private readonly List<string> told = [];

    [Fact]
    public void An_edit_is_told_at_once_and_says_who_changed_what() => RunAsync(async (scene, watch) =>
    {
        Assert.Equal(new DriftSight(0, []).Count, (await LookAsync(watch)).Count);

        await EditAsync(scene, KubeResources.StatefulSets, """{"spec":{"replicas":4}}""", "kubectl-scale");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([Name], told.Distinct());
        var sight = await LookAsync(watch);
        Assert.Equal(1, sight.Count);
        var field = Assert.Single(sight.First);
        Assert.Equal(("StatefulSet cache/registry-cache", "spec.replicas"), (field.Object, field.Path));
        Assert.Equal("kubectl-scale", field.By);
        Assert.InRange(field.At!.Value, scene.Cluster.Now.AddSeconds(-4), scene.Cluster.Now);
    });

    [Fact]
    public void Nothing_is_asked_and_nothing_told_while_nothing_changes() => RunAsync(async (scene, watch) =>
    {
        await LookAsync(watch);
        var requests = 0;
        scene.Cluster.Api.Refuses = request =>
        {
            requests += request.Path.Contains("registry-cache", StringComparison.Ordinal) && request.Method == "GET"
                && !request.Path.Contains("/pods", StringComparison.Ordinal) ? 1 : 0;
            return null;
        };

        // The kubelet's and the workload's statuses change all the while.
        await scene.Cluster.DeleteAsync("/api/v1/namespaces/cache/pods/registry-cache-0");
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(told);
        Assert.Equal(0, requests);
    });

    [Fact]
    public void What_Fairway_never_wrote_is_no_drift() => RunAsync(async (scene, watch) =>
    {
        await LookAsync(watch);

        await EditAsync(
            scene, KubeResources.StatefulSets,
            """{"metadata":{"annotations":{"team":"x"}},"spec":{"minReadySeconds":1}}""", "somebody");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([Name], told.Distinct());
        Assert.Equal(0, (await LookAsync(watch)).Count);
    });

    [Fact]
    public void An_object_that_is_gone_and_one_that_lost_its_label_are_drift() => RunAsync(async (scene, watch) =>
    {
        await LookAsync(watch);

        await scene.Cluster.DeleteAsync(Map);
        await EditAsync(
            scene, KubeResources.StatefulSets,
            """{"metadata":{"labels":{"fairway.dev/component":null},"annotations":{"team":"x"}}}""", "somebody");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([Name], told.Distinct());
        var sight = await LookAsync(watch);
        Assert.Equal(2, sight.Count);
        Assert.Contains(sight.First, field => field is { Object: "ConfigMap cache/registry-cache", Path: "" });
        Assert.Contains(sight.First, field => field is
        {
            Path: "metadata.labels[\"fairway.dev/component\"]", By: "somebody",
        });
    });

    [Fact]
    public void What_was_changed_while_nobody_watched_is_seen_by_the_next_who_does() => RunAsync(async (scene, watch) =>
    {
        Assert.Equal(0, (await LookAsync(watch)).Count);
        await watch.DisposeAsync();

        await EditAsync(scene, KubeResources.StatefulSets, """{"spec":{"replicas":4}}""", "kubectl-scale");
        await scene.Cluster.DeleteAsync(Map);
        await using var next = Watch(scene);

        var sight = await LookAsync(next);
        Assert.Equal(["ConfigMap cache/registry-cache", "StatefulSet cache/registry-cache"],
            sight.First.Select(field => field.Object).Order(StringComparer.Ordinal));
        await EditAsync(scene, KubeResources.StatefulSets, """{"spec":{"replicas":2}}""", "kubectl-scale");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([Name], told.Distinct());
    });

    [Fact]
    public void While_something_newer_was_begun_nothing_is_drift() => RunAsync(async (scene, watch) =>
    {
        await scene.RecordAsync(await scene.OrderAsync("2"), RecordMark.Intended);

        Assert.Null(await watch.LookAsync(Name, default));
        Assert.Null(await watch.LookAsync("nothing-of-that-name", default));
    });

    [Theory]
    [InlineData("""{"metadata":{"labels":{"fairway.dev/component":"web"}},"spec":{"a":1}}""", true)]
    [InlineData(
        """
        {"metadata":{"resourceVersion":"7","generation":3,"managedFields":[{}],
         "labels":{"fairway.dev/component":"web"}},"spec":{"a":1},"status":{"b":[2]}}
        """,
        true)]
    [InlineData("""{"metadata":{"labels":{"fairway.dev/component":"web"}},"spec":{"a":2}}""", false)]
    [InlineData("""{"metadata":{"labels":{"fairway.dev/component":"web"}},"spec":{"a":"1"}}""", false)]
    [InlineData("""{"metadata":{"labels":{"fairway.dev/component":"web"}},"spec":{"a":[1]}}""", false)]
    [InlineData("""{"metadata":{"labels":{"fairway.dev/component":"web","x":"y"}},"spec":{"a":1}}""", false)]
    public void A_mark_changes_with_what_may_be_drift_and_with_nothing_else(string json, bool isSame)
    {
        var first = Mark("""{"metadata":{"labels":{"fairway.dev/component":"web"}},"spec":{"a":1},"status":{}}""");

        Assert.Equal("web", Mark(json).Component);
        Assert.Equal(isSame, first == Mark(json));
    }

    private static DriftMark Mark(string json) =>
        JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), DriftJson.Default.DriftMark)!;

    private static async Task<DriftSight> LookAsync(IDriftWatch watch) => (await watch.LookAsync(Name, default))!;

    private static Task EditAsync(ChartScene scene, KubeResource kind, string patch, string manager) =>
        scene.Cluster.Api.MergePatchAsync(
            kind, new ObjectKey("cache", Name), System.Text.Json.Nodes.JsonNode.Parse(patch)!,
            new WriteOptions { FieldManager = manager }, default);

    private void RunAsync(Func<ChartScene, IDriftWatch, Task> story) => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.NotNull(await scene.Cluster.GetAsync(Workload));
        await using var watch = Watch(scene);
        await story(scene, watch);
    });

    private IDriftWatch Watch(ChartScene scene) =>
        new ChartDrift(scene.Chart, KubeEnvironment.Of(scene.Cluster.Time, 9)).Watch("c1", told.Add);
}
