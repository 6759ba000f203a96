using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Blockers;

/// <summary>Says in a ReleaseBlocker's status whether it can be read.</summary>
internal sealed class BlockerReconciler(ReleaseServices services, IKubeApi api) : IReconciler
{
    private static readonly KubeResource Resource = FairwayResources.Of<ReleaseBlocker>();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (services.Caches.Blockers.Find(key)?.Value is not { } blocker)
        {
            return Outcome.Settled;
        }

        var status = BlockerStatusPlanner.Plan(
            BlockerSight.Of(blocker), services.Caches.BlockerMetrics.Of(blocker.Spec.Metric), services.Now);
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.ReleaseBlockerStatus)!;
        var before = JsonSerializer.SerializeToNode(blocker.Status, ApiJson.Default.ReleaseBlockerStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            await api.ReplaceStatusAsync(Resource, key, node, blocker.Metadata.ResourceVersion, cancel);
        }

        return Outcome.Settled;
    }
}
