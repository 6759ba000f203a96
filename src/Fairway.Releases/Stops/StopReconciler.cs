using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Stops;

/// <summary>Says in an EmergencyStop's status who has stopped, and in the audit that it came and went.</summary>
internal sealed class StopReconciler(ReleaseServices services, IKubeApi api) : IReconciler
{
    private readonly StopAuditor auditor = new(services, api);
    private readonly StopStatusWriter writer = new(api);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (services.Caches.Stops.Find(key)?.Value is not { } stop)
        {
            return Outcome.Settled;
        }

        if (StopAuditor.IsOwed(stop))
        {
            await auditor.WriteAsync(stop, cancel);
            return Outcome.Settled;
        }

        await writer.WriteAsync(
            stop,
            StopPlanner.Plan(new StopObservation(
                services.Now,
                stop,
                [.. services.Caches.Clusters.All.Select(item => item.Value)],
                [.. services.Caches.ClusterReleases.All.Select(item => item.Value)])),
            cancel);
        return Outcome.Settled;
    }
}
