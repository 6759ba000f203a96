namespace Fairway.Cel.Evaluation;

/// <summary>How an expression is evaluated.</summary>
/// <param name="Root">Its outermost node.</param>
/// <param name="Locals">How many variables its loops have.</param>
internal sealed record Plan(Node Root, int Locals);
