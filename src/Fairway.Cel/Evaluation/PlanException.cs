namespace Fairway.Cel.Evaluation;

/// <summary>A constant of an expression cannot be worked out.</summary>
internal sealed class PlanException(string message) : Exception(message);
