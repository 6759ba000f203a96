using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>What the controller keeps of a PodDisruptionBudget.</summary>
internal sealed record BudgetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    /// <summary>Null matches no pod.</summary>
    public LabelSelector? Selector { get; init; }

    public IntOrPercent? MinAvailable { get; init; }

    public IntOrPercent? MaxUnavailable { get; init; }

    public BudgetStatus Status { get; init; } = new();

    public static BudgetView Read(JsonElement budget)
    {
        var spec = budget.Child("spec");
        return new BudgetView
        {
            Meta = ObjectMeta.Read(budget),
            Selector = LabelSelector.Read(spec.Child("selector")),
            MinAvailable = IntOrPercent.Read(spec.Child("minAvailable")),
            MaxUnavailable = IntOrPercent.Read(spec.Child("maxUnavailable")),
            Status = BudgetStatus.Read(budget.Child("status")),
        };
    }

    public bool Covers(PodView? pod) => pod is not null && (Selector?.Matches(pod.Meta.Labels) ?? false);
}
