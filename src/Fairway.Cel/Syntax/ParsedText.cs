namespace Fairway.Cel.Syntax;

/// <summary>The tree of an expression.</summary>
/// <param name="Root">Its outermost node.</param>
/// <param name="Positions">Where each node stands in the text, by its number.</param>
internal sealed record ParsedText(Expr Root, IReadOnlyList<int> Positions);
