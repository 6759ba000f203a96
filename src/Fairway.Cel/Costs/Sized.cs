using System.Collections.Immutable;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;

namespace Fairway.Cel.Costs;

/// <summary>A value in an expression, as far as its size is known before it is evaluated.</summary>
/// <param name="Path">Where in the variables it comes from; empty where it does not.</param>
/// <param name="Type">Its type.</param>
/// <param name="Node">The node that gives it; null for elements.</param>
/// <param name="Size">Its size, where the expression says it.</param>
internal sealed record Sized(ImmutableArray<string> Path, CelType Type, Expr? Node, CelEstimate? Size);
