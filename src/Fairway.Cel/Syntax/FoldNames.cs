namespace Fairway.Cel.Syntax;

/// <summary>The variables of a loop.</summary>
/// <param name="First">An element, a key, or an index where there is a second.</param>
/// <param name="Second">An element or value; null where there is one variable only.</param>
/// <param name="Result">What is accumulated.</param>
internal sealed record FoldNames(string First, string? Second, string Result)
{
    /// <summary>The name of what macros accumulate; no expression can write it.</summary>
    public const string Accumulator = "@result";

    /// <summary>The name of the loop variable of what is no loop, but gives a value a name.</summary>
    public const string Unused = "#unused";
}
