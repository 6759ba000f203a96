using System.Collections.Immutable;
using Fairway.Cel.Functions;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;

namespace Fairway.Cel.Checking;

/// <summary>A tree whose types are known.</summary>
/// <param name="Root">Its outermost node.</param>
/// <param name="Types">The type of each node, by its number.</param>
/// <param name="References">What nodes stand for, by their number; null for those that say it themselves.</param>
internal sealed record CheckedText(
    Expr Root, ImmutableArray<CelType?> Types, ImmutableArray<Reference?> References)
{
    public CelType TypeOf(Expr node) => Types[node.Id] ?? CelType.Dyn;

    /// <summary>The signatures of a call; none where it is no call that was checked.</summary>
    public ImmutableArray<Overload> OverloadsOf(Expr node) =>
        References[node.Id] is Reference.Function function ? function.Overloads : [];
}
