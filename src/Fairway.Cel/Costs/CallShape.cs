using System.Collections.Immutable;

namespace Fairway.Cel.Costs;

/// <summary>A call whose cost is estimated.</summary>
/// <param name="Function">The function.</param>
/// <param name="Overload">Its signature.</param>
/// <param name="Target">The value it is called on, or null.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Costs">What each argument costs.</param>
internal sealed record CallShape(
    string Function,
    string Overload,
    Sized? Target,
    ImmutableArray<Sized> Arguments,
    ImmutableArray<CelEstimate> Costs)
{
    public CelEstimate ArgumentCost => Costs.Aggregate(CelEstimate.Zero, (sum, cost) => sum.Plus(cost));
}
