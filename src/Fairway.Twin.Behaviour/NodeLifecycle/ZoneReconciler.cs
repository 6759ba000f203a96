using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Taints the nodes of a zone whose turn it is. Its keys are zones.</summary>
internal sealed class ZoneReconciler(ClusterCaches caches, ZoneBook book, IKubeApi api, TimeProvider time) : IReconciler
{
    private readonly Dictionary<string, DateTimeOffset> lastTimes = new(StringComparer.Ordinal);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var seen = Observe(key.Name);
        var plan = ZonePlanner.Plan(seen);
        await api.SendAllAsync(plan.Changes.Select(c => NodeRequests.SetTaints(c.Node.Meta, c.Taints)), cancel);
        if (plan.Evicts)
        {
            lastTimes[key.Name] = seen.Now;
        }

        return Outcomes.After(null, plan.LookAgainAt);
    }

    private ZoneObservation Observe(string zone)
    {
        var (ready, counted, unready, all) = book.Read(zone);
        return new ZoneObservation(
            ready,
            [.. unready.Select(n => caches.Nodes.Find(new ObjectKey(null, n))?.Value!).Where(n => n is not null)],
            time.GetUtcNow())
        {
            Counted = counted,
            AllDisrupted = all,
            LastAt = lastTimes.TryGetValue(zone, out var at) ? at : null,
        };
    }
}
