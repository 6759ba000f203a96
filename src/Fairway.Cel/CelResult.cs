using Fairway.Cel.Values;

namespace Fairway.Cel;

/// <summary>What an evaluation gave.</summary>
/// <param name="Value">The value; null where there is an error.</param>
/// <param name="Error">What is wrong, in the words of API servers; null where there is a value.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="IsOverBudget">Whether it was stopped for its cost.</param>
public sealed record CelResult(CelValue? Value, string? Error, long Cost, bool IsOverBudget = false)
{
    /// <summary>Whether the value is true.</summary>
    public bool IsTrue => Value is CelBool { Value: true };
}
