using System.Text;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Rendering;

/// <summary>Patterns of files as <c>.Files.Glob</c> has them: <c>*</c> and <c>?</c> stop at slashes, <c>**</c> does
/// not, <c>{a,b}</c> are alternatives, <c>[a-z]</c> and <c>[!a-z]</c> classes. Source:
/// github.com/gobwas/glob.</summary>
internal static class Glob
{
    /// <summary>The pattern as a regular expression.</summary>
    /// <exception cref="Re2Exception">A class has no end.</exception>
    public static Re2 Compile(string pattern)
    {
        var regex = new StringBuilder("^(?s:");
        var alternatives = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            var c = pattern[at];
            switch (c)
            {
                case '*' when at + 1 < pattern.Length && pattern[at + 1] == '*':
                    regex.Append(".*");
                    at++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[':
                    regex.Append(at + 1 < pattern.Length && pattern[at + 1] == '!' ? "[^" : "[");
                    at += at + 1 < pattern.Length && pattern[at + 1] == '!' ? 1 : 0;
                    at = Class(pattern, at, regex);
                    break;
                case '{':
                    alternatives++;
                    regex.Append("(?:");
                    break;
                case ',' when alternatives > 0:
                    regex.Append('|');
                    break;
                case '}' when alternatives > 0:
                    alternatives--;
                    regex.Append(')');
                    break;
                case '\\' when at + 1 < pattern.Length:
                    regex.Append(Re2.Quote(pattern[++at].ToString()));
                    break;
                default:
                    regex.Append(Re2.Quote(c.ToString()));
                    break;
            }
        }

        return Re2.Compile(regex.Append(")$").ToString());
    }

    /// <summary>Up to the bracket that closes; its place.</summary>
    private static int Class(string pattern, int at, StringBuilder regex)
    {
        var end = pattern.IndexOf(']', at + 1);
        if (end < 0)
        {
            throw new Re2Exception("missing closing ]", pattern[at..]);
        }

        regex.Append(pattern.AsSpan(at + 1, end - at - 1)).Append(']');
        return end;
    }
}
