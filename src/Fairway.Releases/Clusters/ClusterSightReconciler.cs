using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
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
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly ObjectKey System = new(null, "kube-system");

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (shard.Services.Caches.Clusters.Find(key)?.Value is not { } cluster)
        {
            return Outcome.Settled;
        }

        var answer = await AskAsync(cancel);
        var status = ClusterSightPlanner.Plan(cluster, answer, shard.Services.Now);
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.ClusterStatus)!;
        var before = JsonSerializer.SerializeToNode(cluster.Status, ApiJson.Default.ClusterStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            await shard.Api.ReplaceStatusAsync(Resource, key, node, cluster.Metadata.ResourceVersion, cancel);
        }

        return Outcome.LookAgain(shard.Services.Now + Every);
    }

    private async Task<ClusterAnswer> AskAsync(CancellationToken cancel)
    {
        try
        {
            var tenant = await shard.Services.Directory.ConnectAsync(shard.ClusterId, cancel);
            var version = await tenant.VersionAsync(cancel);
            var system = await tenant.GetAsync(KubeResources.Namespaces, System, ClusterJson.Default.UidHolder, cancel);
            return new ClusterAnswer(version, system.Metadata.Uid, null, false);
        }
        catch (KubeApiException e)
        {
            return new ClusterAnswer(null, null, e.Message, e.Reason == ClusterConditions.BadKubeconfig);
        }
    }
}

/// <summary>What a cluster answered.</summary>
/// <param name="Version">Version of its API server; null where it did not answer.</param>
/// <param name="Uid">Uid of its namespace kube-system.</param>
/// <param name="Failure">Why it did not answer.</param>
/// <param name="IsBadKubeconfig">Whether its kubeconfig is to blame.</param>
internal sealed record ClusterAnswer(string? Version, string? Uid, string? Failure, bool IsBadKubeconfig);

internal sealed record UidHolder(UidMetadata Metadata);

internal sealed record UidMetadata(string Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UidHolder))]
internal sealed partial class ClusterJson : JsonSerializerContext;
