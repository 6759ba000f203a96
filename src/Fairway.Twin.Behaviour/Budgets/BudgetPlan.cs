using System.Collections.Immutable;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>What is to be written of a budget now.</summary>
internal sealed record BudgetPlan(BudgetStatus Status)
{
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    /// <summary>When an eviction that led to nothing is forgotten; null for none.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
