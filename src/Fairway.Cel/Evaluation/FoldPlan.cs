namespace Fairway.Cel.Evaluation;

/// <summary>What a loop does.</summary>
/// <param name="Condition">Whether to go on.</param>
/// <param name="Step">What is accumulated after an element.</param>
/// <param name="Result">What the loop gives.</param>
internal sealed record FoldPlan(Node Condition, Node Step, Node Result);
