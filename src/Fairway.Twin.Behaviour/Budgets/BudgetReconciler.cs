using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>Keeps the status of a PodDisruptionBudget.</summary>
internal sealed class BudgetReconciler(BudgetObserver observer, IKubeApi api, EventRecorder events) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await observer.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = BudgetPlanner.Plan(seen);
        await api.SendAllAsync(Requests(seen.Budget, plan), cancel);
        var reference = ObjectReference.To(CoreResources.Budgets, key, seen.Budget.Meta.Uid);
        events.RecordAll(plan.Events.Select(e =>
            new KubeEvent(reference, e.Reason, e.Reason, e.Message) { IsWarning = e.Warning }));
        return Outcomes.After(null, plan.LookAgainAt);
    }

    // An eviction writes the same status: the later of the two must see the other's.
    private static IEnumerable<KubeRequest> Requests(BudgetView budget, BudgetPlan plan)
    {
        if (StatusPatch.Between(budget.Status.ToJson(), plan.Status.ToJson()) is { } patch)
        {
            patch["metadata"] = new JsonObject { ["resourceVersion"] = budget.Meta.ResourceVersion };
            yield return Request.Merge(
                WorkloadRequests.Agent, CoreResources.Budgets, budget.Meta.Key, patch, "status");
        }
    }
}
