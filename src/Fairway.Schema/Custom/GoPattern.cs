using System.Text.RegularExpressions;

namespace Fairway.Schema.Custom;

/// <summary>Patterns of schemas: API servers read them as Go does, in time linear in the text.</summary>
public static class GoPattern
{
    // Built once a schema and matched in linear time: a pattern comes from a client.
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>The pattern, ready to be matched; null where it is null, or cannot be read.</summary>
    public static Regex? Compile(string? pattern)
    {
        if (pattern is null)
        {
            return null;
        }

        try
        {
            return new Regex(Translate(pattern), Options);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>In Go the end of the text is its very end; elsewhere a line break may follow.</summary>
    private static string Translate(string pattern) =>
        pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? $"{pattern[..^1]}\\z" : pattern;
}
