using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Budgets;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Preemption;

/// <summary>Which of some pods disruption budgets would rather keep.</summary>
internal static class BudgetGuard
{
    /// <summary>Those whose going breaks a budget and those whose going does not, each in the given order.</summary>
    public static (List<PodInfo> Violating, List<PodInfo> Free) Split(
        IEnumerable<PodInfo> pods, ImmutableArray<BudgetView> budgets)
    {
        var (violating, free) = (new List<PodInfo>(), new List<PodInfo>());
        var allowed = budgets.Select(b => b.Status.Allowed).ToArray();
        foreach (var pod in pods)
        {
            var breaks = false;
            for (var index = 0; index < allowed.Length; index++)
            {
                breaks |= Guards(budgets[index], pod) && --allowed[index] < 0;
            }

            (breaks ? violating : free).Add(pod);
        }

        return (violating, free);
    }

    // A disruption that was granted is counted already.
    private static bool Guards(BudgetView budget, PodInfo pod) =>
        budget.Meta.Namespace == pod.Meta.Namespace
        && budget.Selector is { IsEmpty: false }
        && pod.Meta.Labels.Count > 0
        && budget.Covers(pod.View)
        && !budget.Status.Disrupted.Has(pod.Meta.Name);
}
