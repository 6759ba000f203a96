using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/statefulset.go asserts.</summary>
public sealed class StatefulSetTests(FleetFixture fleet)
{
    private const string Hash = "controller-revision-hash";
    private const string Gated = """ "readinessGates":[{"conditionType":"fit"}] """;

    /// <summary>should perform rolling updates and roll backs of template modifications</summary>
    [Fact]
    public async Task A_template_rolls_forth_and_back_from_the_highest_pod_down()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene);
        var (first, _) = await RestingAsync(scene);

        var order = await RollAsync(scene, Workload.New);
        var (second, _) = await RestingAsync(scene);
        var back = await RollAsync(scene, Workload.Old);
        var (third, pods) = await RestingAsync(scene);

        Assert.Equal(["db-2", "db-1", "db-0"], order);
        Assert.Equal(["db-2", "db-1", "db-0"], back);
        Assert.NotEqual(first, second);
        Assert.Equal(first, third);
        Assert.All(pods, p => Assert.Equal((first, Workload.Old), (p.Label(Hash), p.Image())));
    }

    /// <summary>should perform canary updates and phased rolling updates of template modifications</summary>
    [Fact]
    public async Task A_partition_holds_also_when_pods_are_deleted()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, PartitionSpec(3));
        var (first, _) = await RestingAsync(scene);
        await scene.PatchAsync(Path(scene), Workload.ImagePatch(Workload.New));
        var set = await scene.UntilAsync(Path(scene), s => Revision(s, "updateRevision") != first);
        Assert.Equal(first, Revision(set, "currentRevision"));

        await PartitionAsync(scene, 2);
        await UntilImagesAsync(scene, Workload.Old, Workload.Old, Workload.New);
        await scene.DeleteAsync($"{scene.Pods}/db-0");
        await scene.DeleteAsync($"{scene.Pods}/db-2");
        await UntilImagesAsync(scene, Workload.Old, Workload.Old, Workload.New);
        await PartitionAsync(scene, 1);
        await UntilImagesAsync(scene, Workload.Old, Workload.New, Workload.New);
        await PartitionAsync(scene, 0);
        await UntilImagesAsync(scene, Workload.New, Workload.New, Workload.New);

        var (last, _) = await RestingAsync(scene);
        Assert.Equal(Revision(set, "updateRevision"), last);
    }

    /// <summary>Scaling should happen in predictable order and halt if any stateful pod is unhealthy</summary>
    [Fact]
    public async Task Scaling_goes_pod_by_pod_and_waits_for_the_unfit()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, """ "replicas":3 """, Gated);
        await UntilRunningAsync(scene, 1);
        await scene.SetFitAsync("db-0", true);
        await UntilRunningAsync(scene, 2);
        await scene.SetFitAsync("db-1", true);
        await UntilRunningAsync(scene, 3);
        await scene.SetFitAsync("db-2", true);
        await scene.UntilAsync(Path(scene), s => s.Status("readyReplicas") == 3);

        await SetFitAsync(scene, false, "db-2", "db-1", "db-0");
        await scene.UntilAsync(Path(scene), s => s.Status("readyReplicas") == 0);
        await ScaleAsync(scene, 0);
        await scene.UntilAsync(Path(scene), s => s.Status("observedGeneration") == 2);
        var held = await scene.ListAsync(scene.Pods);
        // The lowest unfit pod is taken away without being fit, so db-0 goes by itself after db-1.
        await SetFitAsync(scene, true, "db-2", "db-1");
        var counts = new List<int>();
        await scene.UntilAllAsync(scene.Pods, pods =>
        {
            counts.Add(pods.Count(p => p.IsDeleting()));
            return pods.Count == 0;
        });

        Assert.Equal(3, held.Count(p => !p.IsDeleting()));
        Assert.All(counts, count => Assert.InRange(count, 0, 1));
    }

    /// <summary>Burst scaling should run to completion even with unhealthy pods</summary>
    [Fact]
    public async Task In_parallel_nobody_waits_for_the_unfit()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, """ "replicas":1,"podManagementPolicy":"Parallel" """, Gated);
        await UntilRunningAsync(scene, 1);

        await ScaleAsync(scene, 3);
        await UntilRunningAsync(scene, 3);
        await ScaleAsync(scene, 0);

        await scene.UntilAllAsync(scene.Pods, pods => pods.Count == 0);
    }

    /// <summary>should have a working scale subresource</summary>
    [Fact]
    public async Task A_stateful_set_has_a_scale()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, """ "replicas":1 """);

        await Scales.CheckAsync(scene, Path(scene));
    }

    /// <summary>Should recreate evicted statefulset</summary>
    [Fact]
    public async Task A_pod_that_its_node_has_evicted_comes_back_under_its_name()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, """ "replicas":1 """);
        await RestingAsync(scene, 1);
        var before = await scene.GetAsync($"{scene.Pods}/db-0");

        await scene.PatchAsync(
            $"{scene.Pods}/db-0/status", """{"status":{"phase":"Failed","reason":"Evicted"}}""");

        await scene.UntilAsync($"{scene.Pods}/db-0", p => p.Uid() != before.Uid() && p.IsReady());
    }

    /// <summary>should list, patch and delete a collection of StatefulSets</summary>
    [Fact]
    public async Task Stateful_sets_are_listed_patched_and_deleted_together()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, """ "replicas":1 """);
        await RestingAsync(scene, 1);
        var patched = await scene.PatchAsync(Path(scene), """
            {"metadata":{"labels":{"test-ss":"patched"}},"spec":{"replicas":2,"template":{"spec":{
              "terminationGracePeriodSeconds":0,"containers":[{"name":"main","image":"registry.example/httpd:2"}]}}}}
            """);
        Assert.Equal(("patched", Workload.New), (patched.Label("test-ss"), patched.Image()));

        await Collections.CheckAsync(scene, "/apis/apps/v1", "statefulsets", """ "serviceName":"no","replicas":1 """);
    }

    /// <summary>should validate Statefulset Status endpoints</summary>
    [Fact]
    public async Task The_status_of_a_stateful_set_is_read_replaced_and_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, """ "replicas":1 """);
        await RestingAsync(scene, 1);

        await Statuses.CheckAsync(scene, Path(scene));
    }

    private static string Path(AppsScene scene) => $"{scene.Apps}/statefulsets/db";

    private static Task MakeAsync(AppsScene scene, string spec = """ "replicas":3 """, string pod = "") =>
        scene.MakeAsync(
            $"{scene.Apps}/statefulsets", Workload.Of("db", spec: $"{spec},\"serviceName\":\"db\"", pod: pod));

    private static string PartitionSpec(int partition) =>
        $$"""
         "replicas":3,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":{{partition}} } }
        """;

    private static Task PartitionAsync(AppsScene scene, int partition) =>
        scene.PatchAsync(
            Path(scene), $$"""{"spec":{"updateStrategy":{"rollingUpdate":{"partition":{{partition}} } } } }""");

    private static Task ScaleAsync(AppsScene scene, int replicas) =>
        scene.PatchAsync(Path(scene), $$"""{"spec":{"replicas":{{replicas}} } }""");

    /// <summary>From the highest down: a set that is to shrink may take a pod away as soon as those below are
    /// fit.</summary>
    private static async Task SetFitAsync(AppsScene scene, bool areFit, params string[] pods)
    {
        foreach (var pod in pods)
        {
            await scene.SetFitAsync(pod, areFit);
        }
    }

    private static string Revision(JsonObject set, string which) => (string)set["status"]![which]!;

    private static async Task<(string Revision, IReadOnlyList<JsonObject> Pods)> RestingAsync(
        AppsScene scene, int replicas = 3)
    {
        var set = await scene.UntilAsync(Path(scene), s =>
            s.Status("readyReplicas") == replicas
            && s.Status("observedGeneration") == (int?)s["metadata"]!["generation"]
            && Revision(s, "currentRevision") == Revision(s, "updateRevision"));
        var pods = await scene.UntilAllAsync(scene.Pods, all => all.Count == replicas && all.All(p => p.IsReady()));
        return (Revision(set, "currentRevision"), pods);
    }

    /// <summary>Rolls to an image; the pods' names in the order in which they have it.</summary>
    private static async Task<List<string>> RollAsync(AppsScene scene, string image)
    {
        await scene.PatchAsync(Path(scene), Workload.ImagePatch(image));
        var order = new List<string>();
        await scene.UntilAllAsync(scene.Pods, pods =>
        {
            order.AddRange(pods.Where(p => p.Image() == image).Select(p => p.Name()).Except(order).ToList());
            return order.Count == 3 && pods.All(p => p.IsReady());
        });
        return order;
    }

    private static Task UntilImagesAsync(AppsScene scene, params string[] images) =>
        scene.UntilAllAsync(scene.Pods, pods =>
            pods.All(p => p.IsReady() && !p.IsDeleting())
            && pods.Select(p => p.Image()).SequenceEqual(images));

    private static Task UntilRunningAsync(AppsScene scene, int count) =>
        scene.UntilAllAsync(scene.Pods, pods => pods.Count == count && pods.All(p => p.Phase() == "Running"));
}
