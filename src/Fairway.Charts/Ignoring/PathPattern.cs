using System.Text;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Ignoring;

/// <summary>Patterns of paths as Go's <c>filepath.Match</c> has them: <c>*</c> and <c>?</c> stop at slashes,
/// <c>[a-z]</c> and <c>[^a-z]</c> are classes, a backslash takes the meaning of what follows.</summary>
internal sealed class PathPattern
{
    private readonly Re2 regex;

    private PathPattern(Re2 regex) => this.regex = regex;

    /// <exception cref="FormatException">A class has no end, or is empty.</exception>
    public static PathPattern Parse(string pattern)
    {
        var text = new StringBuilder("^(?s:");
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[':
                    at = Class(pattern, at, text);
                    break;
                case '\\' when at + 1 < pattern.Length:
                    text.Append(Re2.Quote(pattern[++at].ToString()));
                    break;
                case '\\':
                    throw Bad(pattern);
                default:
                    text.Append(Re2.Quote(pattern[at].ToString()));
                    break;
            }
        }

        try
        {
            return new PathPattern(Re2.Compile(text.Append(")$").ToString()));
        }
        catch (Re2Exception)
        {
            throw Bad(pattern);
        }
    }

    public bool IsMatch(string path) => regex.IsMatch(path);

    /// <summary>Up to the bracket that closes; its place.</summary>
    private static int Class(string pattern, int start, StringBuilder text)
    {
        var at = start + 1;
        text.Append('[');
        if (at < pattern.Length && pattern[at] == '^')
        {
            text.Append("^/");
            at++;
        }

        for (var first = at; at < pattern.Length && (pattern[at] != ']' || at == first); at++)
        {
            if (pattern[at] is '\\' && ++at == pattern.Length)
            {
                break;
            }

            text.Append(pattern[at] == '-' && at > first && pattern[at - 1] != '\\'
                ? "-"
                : Quoted(pattern[at]));
        }

        text.Append(']');
        return at < pattern.Length ? at : throw Bad(pattern);
    }

    private static string Quoted(char c) => char.IsAsciiLetterOrDigit(c) || c > '\u007f' ? $"{c}" : $"\\{c}";

    private static FormatException Bad(string pattern) =>
        new($"syntax error in pattern \"{pattern}\": a class needs an end");
}
