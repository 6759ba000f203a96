using System.Text;
using System.Text.RegularExpressions;

namespace Fairway.Schema.Patterns;

/// <summary>
/// A regular expression with the syntax and the meaning of RE2, which Go's <c>regexp</c> has, and with it Kubernetes
/// and Helm: no look-around, no back-references, <c>\d</c>, <c>\s</c> and <c>\w</c> of ASCII alone, <c>$</c> at the
/// very end. Matching takes time linear in the text, whoever wrote the pattern. One thing differs: a word boundary
/// knows letters beyond ASCII.
/// </summary>
/// <remarks>Syntax: github.com/google/re2/wiki/Syntax, and the documentation of Go's regexp/syntax.</remarks>
public sealed class Re2
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private readonly Regex regex;
    private readonly IReadOnlyList<string> names;

    private Re2(Regex regex, IReadOnlyList<string> names)
    {
        this.regex = regex;
        this.names = names;
    }

    /// <summary>How many groups the pattern captures.</summary>
    public int Groups => names.Count;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="Re2Exception">It is no pattern of RE2.</exception>
    public static Re2 Compile(string pattern)
    {
        var read = Re2Reader.Read(pattern);
        try
        {
            return new Re2(new Regex(read.Pattern, Options), read.Names);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new Re2Exception("expression is too large", pattern);
        }
    }

    /// <summary>Whether the pattern matches anywhere.</summary>
    public bool IsMatch(string text) => regex.IsMatch(text);

    /// <summary>The first match; null where there is none.</summary>
    public string? Find(string text) => regex.Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>The matches from left to right, at most so many, all where <paramref name="most"/> is below
    /// zero.</summary>
    public IEnumerable<Match> Matches(string text, long most = -1)
    {
        // An empty match right after another match does not count.
        var end = -1;
        for (var match = regex.Match(text); match.Success && most != 0; match = match.NextMatch())
        {
            if (match.Length > 0 || match.Index != end)
            {
                most--;
                yield return match;
            }

            end = match.Index + match.Length;
        }
    }

    /// <summary>Every match replaced. In the replacement <c>$1</c>, <c>${1}</c> and <c>${name}</c> stand for groups,
    /// <c>$$</c> for a dollar sign; a name is as long as it can be, and of an unknown one nothing is left.</summary>
    public string Replace(string text, string replacement) =>
        Replace(text, match => Expand(match, replacement));

    /// <summary>Every match replaced by the text as it is.</summary>
    public string ReplaceLiteral(string text, string replacement) => Replace(text, _ => replacement);

    /// <summary>What is between the matches, in at most so many parts; null for none at all.</summary>
    public IReadOnlyList<string>? Split(string text, long most = -1)
    {
        if (most == 0)
        {
            return null;
        }

        var parts = new List<string>();
        var (begin, end) = (0, 0);
        if (text.Length > 0)
        {
            foreach (var match in Matches(text))
            {
                if (most > 0 && parts.Count == most - 1)
                {
                    break;
                }

                end = match.Index;
                if (match.Index + match.Length != 0)
                {
                    parts.Add(text[begin..end]);
                }

                begin = match.Index + match.Length;
            }
        }

        if (end != text.Length || text.Length == 0)
        {
            parts.Add(text[begin..]);
        }

        return parts;
    }

    /// <summary>The text with a backslash before everything that means something in a pattern.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            quoted.Append(@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString());
        }

        return quoted.ToString();
    }

    private string Replace(string text, Func<Match, string> replacement)
    {
        var replaced = new StringBuilder(text.Length);
        var at = 0;
        foreach (var match in Matches(text))
        {
            replaced.Append(text, at, match.Index - at).Append(replacement(match));
            at = match.Index + match.Length;
        }

        return replaced.Append(text, at, text.Length - at).ToString();
    }

    private string Expand(Match match, string replacement)
    {
        var expanded = new StringBuilder();
        for (var at = 0; at < replacement.Length;)
        {
            var dollar = replacement.IndexOf('$', at);
            if (dollar < 0)
            {
                return expanded.Append(replacement, at, replacement.Length - at).ToString();
            }

            expanded.Append(replacement, at, dollar - at);
            at = dollar + 1;
            if (at < replacement.Length && replacement[at] == '$')
            {
                expanded.Append('$');
                at++;
            }
            else if (Name(replacement, at) is var (name, after))
            {
                expanded.Append(Group(match, name));
                at = after;
            }
            else
            {
                expanded.Append('$');
            }
        }

        return expanded.ToString();
    }

    private static (string Name, int After)? Name(string text, int at)
    {
        var isBraced = at < text.Length && text[at] == '{';
        var start = isBraced ? at + 1 : at;
        var end = start;
        while (end < text.Length && (text[end] == '_' || char.IsLetterOrDigit(text[end])))
        {
            end++;
        }

        return end == start || (isBraced && (end == text.Length || text[end] != '}')) ? null
            : (text[start..end], isBraced ? end + 1 : end);
    }

    private string Group(Match match, string name)
    {
        var isNumber = name.All(char.IsAsciiDigit) && name.Length <= 8 && (name == "0" || name[0] != '0');
        var index = isNumber
            ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)
            : names.IndexOf(name) + 1;
        return (index > 0 || isNumber) && index <= names.Count ? match.Groups[index].Value : "";
    }
}

/// <summary>Lookups in short lists.</summary>
file static class NameList
{
    public static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
