using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Rollouts.Observing;
using Fairway.Rollouts.Planning;

namespace Fairway.Rollouts;

/// <summary>Brings a Rollout a step on.</summary>
internal sealed class RolloutReconciler(RolloutObserver observer, RolloutWriter writer) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = RolloutPlanner.Plan(seen);
        plan = plan.After(await writer.ActAsync(seen, plan.Actions, cancel), seen.Now);
        await writer.WriteStatusAsync(seen, plan.Status, cancel);
        return plan.Outcome;
    }
}
