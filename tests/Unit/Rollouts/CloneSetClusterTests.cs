using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Tests.Workloads;
using Fairway.Workloads.Definitions;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Rollouts of CloneSets in a cluster without OpenKruise, in virtual time.</summary>
public sealed class CloneSetClusterTests
{
    [Fact]
    public void A_clone_set_rolls_by_exact_steps_within_its_limit() => Run(async scene =>
    {
        scene.Pace = """{"maxUnavailable":2}""";
        var tenant = scene.StartTenant();
        await scene.CreateAsync(replicas: 8);
        await scene.BrakeAsync("7", "\"50%\"", "0");
        Assert.Equal(int.MaxValue, await PartitionAsync(scene));
        await scene.BringAsync("app:2");
        var checker = scene.CheckCounts();
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        checker.LeastReady = 6;
        int[] news = [1, 4, 8];
        for (var step = 0; step < news.Length; step++)
        {
            checker.MostNew = news[step];
            var status = await scene.WalkAsync(step);
            Assert.Equal((step, news[step]), (status.Step, status.UpdatedReady));
            await scene.Cluster.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(news[step], await scene.CountAsync("app:2"));
        }

        Assert.Equal(RolloutPhase.Complete, (await scene.StatusAsync())!.Phase);
        Assert.Equal(0, await PartitionAsync(scene));
        var writes = tenant.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], tenant.Api.Writes.Skip(writes));
    });

    [Fact]
    public void A_permit_that_lapses_halts_it_and_lost_pods_come_back_as_they_were() => Run(async scene =>
    {
        scene.StartTenant();
        await scene.CreateAsync(replicas: 6);
        await scene.BrakeAsync("3", "0");
        await scene.BringAsync("app:2");
        await scene.WalkAsync(0);
        await scene.UntilAsync(s => s.Step == 0);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        foreach (var pod in await scene.Cluster.ListAsync(TenantScene.Pods))
        {
            await scene.Cluster.DeleteAsync($"{TenantScene.Pods}/{(string?)pod["metadata"]!["name"]}");
        }

        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((3, 3), (await scene.CountAsync("app:1"), await scene.CountAsync("app:2")));
        Assert.Equal(RolloutPhase.Complete, (await scene.WalkAsync(1)).Phase);
    });

    [Fact]
    public void Kinds_that_are_brought_later_are_rolled_too() => TwinCluster.Run(async cluster =>
    {
        var environment = KubeEnvironment.Of(cluster.Time, 3);
        await new CrdInstaller(cluster.Api, environment)
            .InstallAsync(ApiCrds.Tenant, TimeSpan.FromSeconds(30), CancellationToken.None);
        var scene = new TenantScene(cluster, "CloneSet") { ApiVersion = "apps.kruise.io/v1alpha1" };
        scene.StartTenant();
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        await new KruiseInstaller(cluster.Api, environment)
            .InstallAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        await cluster.PostAsync(KruiseCluster.CloneSets, KruiseCluster.Set("CloneSet", "\"replicas\":1")
            .Replace("\"s\"", "\"web\"", StringComparison.Ordinal));
        await scene.BrakeAsync("0");
        Assert.Equal(int.MaxValue, await PartitionAsync(scene));
        await scene.EndAsync();
    });

    private static void Run(Func<TenantScene, Task> scenario) => KruiseCluster.Run(
        async cluster =>
        {
            await new CrdInstaller(cluster.Api, KubeEnvironment.Of(cluster.Time, 3))
                .InstallAsync(ApiCrds.Tenant, TimeSpan.FromSeconds(30), CancellationToken.None);
            var scene = new TenantScene(cluster, "CloneSet") { ApiVersion = "apps.kruise.io/v1alpha1" };
            try
            {
                await scenario(scene);
            }
            finally
            {
                await scene.EndAsync();
            }
        });

    private static async Task<int?> PartitionAsync(TenantScene scene) =>
        TenantScene.Int(await scene.Cluster.GetAsync(scene.WorkloadPath), "spec", "updateStrategy", "partition");
}
