using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Fleet;

/// <summary>Takes a Release a step further.</summary>
internal sealed class ReleaseReconciler(ReleaseReader reader, ReleaseActor actor, ReleaseStatusWriter writer)
    : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await reader.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = ReleasePlanner.Plan(seen);
        var outcome = await actor.ActAsync(seen, plan.Acts, cancel);
        var concluded = ReleasePlanner.Conclude(seen, plan, outcome);
        await writer.WriteAsync(seen.After(outcome), concluded.Status, cancel);
        await actor.ActAsync(seen, concluded.Then, cancel);
        return concluded.LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
