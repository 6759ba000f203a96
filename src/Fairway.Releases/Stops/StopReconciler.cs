using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Safety;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Stops;

/// <summary>Says in an EmergencyStop's status who has stopped.</summary>
internal sealed class StopReconciler(ReleaseServices services, IKubeApi api) : IReconciler
{
    private static readonly KubeResource Resource = FairwayResources.Of<EmergencyStop>();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (services.Caches.Stops.Find(key)?.Value is not { } stop)
        {
            return Outcome.Settled;
        }

        var status = StopPlanner.Plan(new StopObservation(
            services.Now,
            stop,
            [.. services.Caches.Clusters.All.Select(item => item.Value)],
            [.. services.Caches.ClusterReleases.All.Select(item => item.Value)]));
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.EmergencyStopStatus)!;
        var before = JsonSerializer.SerializeToNode(stop.Status, ApiJson.Default.EmergencyStopStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            await api.ReplaceStatusAsync(Resource, key, node, stop.Metadata.ResourceVersion, cancel);
        }

        return Outcome.Settled;
    }
}
