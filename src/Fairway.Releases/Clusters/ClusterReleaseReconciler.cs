using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Clusters;

/// <summary>Takes a Release in one cluster a step further.</summary>
internal sealed class ClusterReleaseReconciler(
    ClusterReader reader, ClusterActor actor, ClusterStatusWriter writer, TenantWatch watch) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await reader.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        await watch.FollowAsync(seen, cancel);
        var plan = ClusterReleasePlanner.Plan(seen);
        var outcome = await actor.ActAsync(seen, plan.Acts, cancel);
        var concluded = ClusterReleasePlanner.Conclude(seen, plan, outcome);

        // What is still to be tried is a halt and words for people: the permits lapse without it.
        await actor.ActAsync(seen, concluded.Acts, cancel);
        await writer.WriteAsync(seen, concluded.Status, cancel);
        return concluded.LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
