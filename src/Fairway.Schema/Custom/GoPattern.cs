using Fairway.Schema.Patterns;

namespace Fairway.Schema.Custom;

/// <summary>Patterns of schemas: API servers read them as Go does, in time linear in the text.</summary>
public static class GoPattern
{
    /// <summary>The pattern, ready to be matched; null where it is null, or cannot be read.</summary>
    public static Re2? Compile(string? pattern)
    {
        try
        {
            return pattern is null ? null : Re2.Compile(pattern);
        }
        catch (Re2Exception)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a pattern; null for one that can be read.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            Re2.Compile(pattern);
            return null;
        }
        catch (Re2Exception problem)
        {
            return problem.Message;
        }
    }
}
