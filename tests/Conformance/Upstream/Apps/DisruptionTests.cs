using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What test/e2e/apps/disruption.go asserts.</summary>
public sealed class DisruptionTests(FleetFixture fleet)
{
    /// <summary>DisruptionController should create a PodDisruptionBudget</summary>
    /// <summary>Listing PodDisruptionBudgets for all namespaces should list and delete a collection of
    /// PodDisruptionBudgets</summary>
    [Fact]
    public async Task Budgets_are_made_listed_patched_and_deleted_together()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var label = $"of%3D{scene.Namespace}";
        await MakeAsync(scene, "one", """ "minAvailable":"1%" """);
        await MakeAsync(scene, "two", """ "minAvailable":2 """);
        var one = await scene.PatchAsync(
            $"{scene.Policy}/poddisruptionbudgets/one", """{"spec":{"minAvailable":"3%"}}""");

        Assert.Equal("3%", (string?)one["spec"]!["minAvailable"]);
        Assert.Equal(2, (await scene.ListAsync($"/apis/policy/v1/poddisruptionbudgets?labelSelector={label}")).Count);
        await scene.DeleteAsync($"{scene.Policy}/poddisruptionbudgets?labelSelector={label}");
        await scene.UntilAllAsync($"{scene.Policy}/poddisruptionbudgets", all => all.Count == 0);
    }

    /// <summary>DisruptionController should observe PodDisruptionBudget status updated</summary>
    [Fact]
    public async Task A_budget_tells_how_many_are_healthy()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, "web", """ "minAvailable":1 """);
        await MakePodsAsync(scene, 3);

        var budget = await scene.UntilAsync(
            $"{scene.Policy}/poddisruptionbudgets/web", b => b.Status("currentHealthy") == 3);

        Assert.Equal(
            (3, 1, 2),
            (budget.Status("expectedPods"), budget.Status("desiredHealthy"), budget.Status("disruptionsAllowed")));
    }

    /// <summary>DisruptionController should update/patch PodDisruptionBudget status</summary>
    [Fact]
    public async Task The_status_of_a_budget_is_patched()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await MakeAsync(scene, "web", """ "minAvailable":1 """);
        await scene.UntilAsync(
            $"{scene.Policy}/poddisruptionbudgets/web", b => b["status"]?["observedGeneration"] is not null);

        var patched = await scene.PatchAsync(
            $"{scene.Policy}/poddisruptionbudgets/web/status",
            """{"status":{"disruptedPods":{"p":"2017-03-21T20:20:44Z"}}}""", AppsScene.Merge);

        Assert.NotNull(patched["status"]!["disruptedPods"]!["p"]);
    }

    /// <summary>DisruptionController should block an eviction until the PDB is updated to allow it</summary>
    [Fact]
    public async Task An_eviction_is_refused_until_the_budget_allows_it()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Policy}/poddisruptionbudgets/web";
        await MakePodsAsync(scene, 3);
        await MakeAsync(scene, "web", """ "minAvailable":3 """);
        await scene.UntilAsync(path, b => b.Status("currentHealthy") == 3);

        var refused = await EvictAsync(scene, "web-0");
        await scene.PatchAsync(path, """{"spec":{"minAvailable":2}}""");
        await scene.UntilAsync(path, b => b.Status("disruptionsAllowed") == 1);
        var granted = await EvictAsync(scene, "web-0");
        await scene.UntilGoneAsync($"{scene.Pods}/web-0");
        await scene.PatchAsync(path, """{"spec":{"minAvailable":null,"maxUnavailable":0}}""", AppsScene.Merge);
        await scene.UntilAsync(
            path, b => b.Status("observedGeneration") == 3 && b.Status("disruptionsAllowed") == 0);
        var again = await EvictAsync(scene, "web-1");
        await scene.DeleteAsync(path);
        var free = await EvictAsync(scene, "web-1");

        Assert.Equal((429, 201), (refused.Status, granted.Status));
        Assert.Equal("DisruptionBudget", (string?)refused.Json["details"]!["causes"]![0]!["reason"]);
        Assert.Equal((429, 201), (again.Status, free.Status));
    }

    private static Task MakeAsync(AppsScene scene, string name, string spec) => scene.MakeAsync(
        $"{scene.Policy}/poddisruptionbudgets",
        $$"""
        {"metadata":{"name":"{{name}}","labels":{"of":"{{scene.Namespace}}"} },
         "spec":{ {{spec}},"selector":{"matchLabels":{"app":"web"} } } }
        """);

    private static async Task MakePodsAsync(AppsScene scene, int count)
    {
        for (var index = 0; index < count; index++)
        {
            await scene.MakeAsync(scene.Pods, Workload.Pod($"web-{index}", "web"));
        }

        await scene.UntilAllAsync(scene.Pods, pods => pods.Count == count && pods.All(p => p.IsReady()));
    }

    private static Task<UpstreamAnswer> EvictAsync(AppsScene scene, string pod) => scene.Cluster.SendAsync(
        "POST", $"{scene.Pods}/{pod}/eviction", $$"""
        {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{pod}}","namespace":"{{scene.Namespace}}"} }
        """);
}
