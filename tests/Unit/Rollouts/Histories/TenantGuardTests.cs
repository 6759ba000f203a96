using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Xunit;

namespace Fairway.Tests.Rollouts.Histories;

/// <summary>The guard cries out where a tenant does what it must not.</summary>
public sealed class TenantGuardTests
{
    private const int Pods = 4;

    [Fact]
    public void It_cries_out_where_a_pod_is_evicted_without_a_permit() => Guarded("DaemonSet", async (scene, guard) =>
    {
        await EvictAsync(scene, guard, "app:1");
        return "without a permit";
    });

    [Fact]
    public void It_cries_out_where_more_than_the_step_are_replaced() => Guarded("DaemonSet", async (scene, guard) =>
    {
        await scene.WalkAsync(0);
        await EvictAsync(scene, guard, "app:1");
        return "3 of 3 old ones are to stay";
    });

    [Fact]
    public void It_cries_out_where_a_new_pod_goes() => Guarded("DaemonSet", async (scene, guard) =>
    {
        await scene.WalkAsync(0);
        await EvictAsync(scene, guard, "app:2");
        return "is new, and is evicted";
    });

    [Fact]
    public void It_cries_out_where_too_many_are_away() => Guarded("DaemonSet", async (scene, guard) =>
    {
        await scene.GrantAsync(1, TimeSpan.FromMinutes(5));
        await scene.Cluster.PassAsync(TimeSpan.FromMilliseconds(10));
        await EvictAsync(scene, guard, "app:1");
        await EvictAsync(scene, guard, "app:1");
        await EvictAsync(scene, guard, "app:1");
        return "of 4 are ready";
    });

    [Fact]
    public void It_cries_out_where_a_set_is_made_too_large() => Guarded("Deployment", async (scene, guard) =>
    {
        await scene.WalkAsync(0);
        await SizeAsync(scene, guard, 7);
        return "8 are asked for";
    });

    [Fact]
    public void It_cries_out_where_a_set_is_made_too_small() => Guarded("Deployment", async (scene, guard) =>
    {
        await SizeAsync(scene, guard, 1);
        return "1 stay available";
    });

    private static void Guarded(string kind, Func<TenantScene, TenantGuard, Task<string>> act) => TenantScene.Run(
        async scene =>
        {
            var cries = new List<string>();
            var guard = new TenantGuard(scene.Cluster, (1, 1), cries.Add);
            scene.StartTenant();
            await scene.CreateAsync(Pods);
            await scene.BrakeAsync("3", "0");
            await scene.BringAsync("app:2");
            await scene.Cluster.PassAsync(TimeSpan.FromSeconds(10));
            var expected = await act(scene, guard);
            Assert.Contains(cries, cry => cry.Contains(expected, StringComparison.Ordinal));
        },
        kind,
        Pods);

    private static async Task EvictAsync(TenantScene scene, TenantGuard guard, string image)
    {
        var pod = (await scene.Cluster.ListAsync(TenantScene.Pods)).First(item =>
            item["metadata"]!["deletionTimestamp"] is null
            && (string?)item["spec"]!["containers"]![0]!["image"] == image);
        var key = new ObjectKey("default", (string)pod["metadata"]!["name"]!);
        await guard.EvictAsync(key, null, TestContext.Current.CancellationToken);
    }

    private static async Task SizeAsync(TenantScene scene, TenantGuard guard, int replicas)
    {
        var set = (await scene.Cluster.ListAsync($"{TenantScene.Apps}/replicasets"))
            .Single(item => (string?)item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] == "app:1");
        await guard.MergePatchAsync(
            KubeResources.ReplicaSets,
            new ObjectKey("default", (string)set["metadata"]!["name"]!),
            new JsonObject
            {
                ["spec"] = new JsonObject { ["replicas"] = replicas },
            },
            null,
            TestContext.Current.CancellationToken);
    }
}
