using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Windows;

/// <summary>Says in a ReleaseWindow's status whether it is open, and when that changes.</summary>
internal sealed class WindowReconciler(ReleaseServices services, IKubeApi api) : IReconciler
{
    private static readonly KubeResource Resource = FairwayResources.Of<ReleaseWindow>();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (services.Caches.Windows.Find(key)?.Value is not { } window)
        {
            return Outcome.Settled;
        }

        var status = WindowStatusPlanner.Plan(WindowSight.Of(window), services.Now);
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.ReleaseWindowStatus)!;
        var before = JsonSerializer.SerializeToNode(window.Status, ApiJson.Default.ReleaseWindowStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            await api.ReplaceStatusAsync(Resource, key, node, window.Metadata.ResourceVersion, cancel);
        }

        return Outcome.LookAgain(status.Until ?? DateTimeOffset.MaxValue);
    }
}
