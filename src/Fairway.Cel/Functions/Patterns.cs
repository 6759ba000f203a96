using System.Collections.Concurrent;
using Fairway.Cel.Values;
using Fairway.Schema.Custom;
using Fairway.Schema.Patterns;

namespace Fairway.Cel.Functions;

/// <summary>Regular expressions in Go's words, matched in time linear in the text.</summary>
internal static class Patterns
{
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<string, Re2?> Kept = new(StringComparer.Ordinal);

    public static bool IsValid(string pattern) => Find(pattern) is not null;

    /// <summary>What is wrong with a pattern that cannot be read.</summary>
    public static CelError Fault(string pattern, string prefix = "") => new(prefix + GoPattern.Problem(pattern));

    /// <summary>The pattern, ready to be matched; null where it cannot be read.</summary>
    public static Re2? Find(string pattern)
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
