using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Fairway.Cel.Values;
using Fairway.Schema.Custom;

namespace Fairway.Cel.Functions;

/// <summary>Regular expressions in Go's words, matched in time linear in the text.</summary>
internal static class Patterns
{
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<string, Regex?> Kept = new(StringComparer.Ordinal);

    public static bool IsValid(string pattern) => Find(pattern) is not null;

    /// <summary>What is wrong with a pattern that cannot be read.</summary>
    public static CelError Fault(string pattern) => new($"error parsing regexp: invalid expression: `{pattern}`");

    /// <summary>The pattern, ready to be matched; null where it cannot be read.</summary>
    public static Regex? Find(string pattern)
    {
        if (Kept.TryGetValue(pattern, out var found))
        {
            return found;
        }

        var made = GoPattern.Compile(pattern);
        if (Kept.Count < MostKept)
        {
            Kept.TryAdd(pattern, made);
        }

        return made;
    }
}
