using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>Everything that a decision about a budget rests on.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Pods">The pods that it covers.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record BudgetObservation(BudgetView Budget, ImmutableArray<PodView> Pods, DateTimeOffset Now)
{
    /// <summary>The controllers of the pods, each once. Empty where the budget does not ask for them.</summary>
    public ImmutableArray<OwnerScale> Owners { get; init; } = [];

    /// <summary>How many pods have no controller.</summary>
    public int Unmanaged { get; init; }
}
