namespace Fairway.Cli.Terminals;

/// <summary>Numbers with their nouns.</summary>
internal static class Counts
{
    /// <summary><c>1 cluster</c>, <c>2 clusters</c>.</summary>
    public static string Of(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
