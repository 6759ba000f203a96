using Fairway.Kube;
using Fairway.Tests.Rollouts;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Workloads;
using Fairway.Workloads.Definitions;
using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Wherever a controller dies while it makes a set smaller: no claim of storage is left behind, and none of a
/// pod that stays is lost.</summary>
public sealed class LeftClaimTests
{
    private const string Claims = "/api/v1/namespaces/default/persistentvolumeclaims";

    private const string Storage = """
        "replicas":4,"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"},
        "volumeClaimTemplates":[{"metadata":{"name":"data"},
         "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]
        """;

    [Theory]
    [InlineData("CloneSet")]
    [InlineData("StatefulSet")]
    public void None_is_left_and_none_is_lost_wherever_the_controller_dies(string kind)
    {
        var writes = Play(kind, null);
        Assert.InRange(writes, 4, 30);
        for (var write = 1; write < writes; write++)
        {
            Play(kind, write);
        }
    }

    /// <summary>Scales in from 4 to 1, and gives the writes of that. The controller dies with this one of
    /// them.</summary>
    private static int Play(string kind, int? diesWith)
    {
        var writes = 0;
        TwinCluster.Run(async cluster =>
        {
            await new KruiseInstaller(cluster.Api, KubeEnvironment.Of(cluster.Time, 2))
                .InstallAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
            using var end = new CancellationTokenSource();
            using var first = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
            var api = new DyingApi(cluster.Api) { Died = first.Cancel };
            var process = RunAsync(cluster, api, Task.CompletedTask, first.Token);
            var path = kind == "CloneSet" ? KruiseCluster.CloneSets : KruiseCluster.StatefulSets;
            var spec = kind == "CloneSet"
                ? Storage.Replace("\"persistentVolumeClaimRetentionPolicy\":{\"whenScaled\":\"Delete\"},", "")
                : Storage;
            await cluster.PostAsync(path, KruiseCluster.Set(kind, spec));
            await cluster.UntilStatusAsync($"{path}/s", ("availableReplicas", 4));
            await cluster.PassAsync(TimeSpan.FromSeconds(10));
            var begun = api.Writes.Count;
            api.DiesAfter = begun + diesWith;
            await cluster.MergeAsync($"{path}/s", """{"spec":{"replicas":1}}""");
            await cluster.PassAsync(TimeSpan.FromSeconds(20));
            writes = api.Writes.Count - begun;
            var next = diesWith is null ? process : RunAsync(cluster, cluster.Api, process, end.Token);
            await cluster.UntilStatusAsync($"{path}/s", ("replicas", 1), ("availableReplicas", 1));
            await cluster.PassAsync(TimeSpan.FromMinutes(2));
            var pods = (await cluster.LivingAsync()).Select(pod => $"data-{KruiseCluster.Name(pod)}");
            Assert.Equal(pods, (await cluster.ListAsync(Claims)).Select(KruiseCluster.Name));
            end.Cancel();
            await next;
        });
        return writes;
    }

    private static async Task RunAsync(TwinCluster cluster, IKubeApi api, Task before, CancellationToken cancel)
    {
        await before;
        try
        {
            await new WorkloadProcess(api, KubeEnvironment.Of(cluster.Time, 2)).RunAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // It died in the middle of a write.
        }
    }
}
