using Fairway.Cli.Fleets;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Demo;

/// <summary>Reads the pods of the demo's components from the clusters themselves: what Fairway says of them is not
/// asked.</summary>
internal sealed class LivePods(Fleet fleet)
{
    private static readonly ListQuery OfCharts = new() { LabelSelector = PodSight.Instance };

    /// <summary>The pods of every cluster, in order.</summary>
    public async Task<IReadOnlyList<ClusterPods>> ReadAsync(CancellationToken cancel) =>
        await Task.WhenAll(fleet.TenantIds.Select(id => ReadAsync(id, cancel)));

    private async Task<ClusterPods> ReadAsync(string cluster, CancellationToken cancel)
    {
        return new ClusterPods(
            cluster,
            await fleet.Inside(cluster).ListAllAsync(KubeResources.Pods, OfCharts, DemoJson.Default.PodSight, cancel));
    }
}
