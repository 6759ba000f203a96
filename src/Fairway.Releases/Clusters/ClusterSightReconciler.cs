using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Clusters;

/// <summary>Says in a Cluster's status whether it answers, as which version, and whether it is the one that is
/// recorded.</summary>
internal sealed class ClusterSightReconciler(ClusterShardContext shard) : IReconciler
{
    private static readonly KubeResource Resource = FairwayResources.Of<Cluster>();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (shard.Services.Caches.Clusters.Find(key)?.Value is not { } cluster)
        {
            return Outcome.Settled;
        }

        var answer = await ClusterAsker.AskAsync(shard.Services.Directory, shard.ClusterId, cancel);
        var status = ClusterSightPlanner.Plan(cluster, answer, shard.Services.Now);
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.ClusterStatus)!;
        var before = JsonSerializer.SerializeToNode(cluster.Status, ApiJson.Default.ClusterStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            await shard.Api.ReplaceStatusAsync(Resource, key, node, cluster.Metadata.ResourceVersion, cancel);
        }

        return Outcome.LookAgain(shard.Services.Now + shard.Services.LookEvery);
    }
}
