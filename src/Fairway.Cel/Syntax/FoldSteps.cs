namespace Fairway.Cel.Syntax;

/// <summary>What a loop does.</summary>
/// <param name="Start">What is accumulated at first.</param>
/// <param name="Condition">Whether to go on.</param>
/// <param name="Step">What is accumulated after an element.</param>
/// <param name="Result">What the loop gives.</param>
internal sealed record FoldSteps(Expr Start, Expr Condition, Expr Step, Expr Result);
