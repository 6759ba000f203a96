using System.Globalization;
using System.Text;

namespace Fairway.Schema.Patterns;

/// <summary>
/// A class of characters on its way from RE2 to .NET, whose texts are of UTF-16: what is beyond the basic plane is
/// written as alternatives of pairs.
/// </summary>
internal sealed class CharacterSet(bool isNegated)
{
    private const int FirstAstral = 0x10000;
    private const int LastRune = 0x10ffff;
    private const string Nothing = @"[^\s\S]";
    private const string AnyPair = @"[\ud800-\udbff][\udc00-\udfff]";

    private readonly StringBuilder members = new();
    private readonly List<string> pairs = [];
    private bool holdsAllPairs;

    /// <summary>Any character, or any but a line break.</summary>
    public static string Any(bool withLineBreaks) => $"(?:{AnyPair}|{(withLineBreaks ? @"[\s\S]" : @"[^\n]")})";

    /// <summary>One character as a pattern of its own.</summary>
    public static string One(int rune) =>
        rune >= FirstAstral ? $"(?:{Escaped(High(rune))}{Escaped(Low(rune))})" : Escaped(rune);

    /// <summary>Members that are written as .NET writes them: <c>a-z</c>, <c>\p{L}</c>.</summary>
    public void Add(string written) => members.Append(written);

    /// <summary>Characters from one to another, both included.</summary>
    public void Add(int first, int last)
    {
        if (first < FirstAstral)
        {
            members.Append(Escaped(first)).Append('-').Append(Escaped(Math.Min(last, FirstAstral - 1)));
        }

        holdsAllPairs |= first <= FirstAstral && last >= LastRune;
        if (last >= FirstAstral)
        {
            AddPairs(Math.Max(first, FirstAstral), Math.Min(last, LastRune));
        }
    }

    /// <summary>The class as a pattern.</summary>
    public string Written()
    {
        // No member and no pair: nothing matches, or everything.
        var basic = members.Length > 0 ? $"[{(isNegated ? "^" : "")}{members}]" : isNegated ? @"[\s\S]" : "";
        if (isNegated)
        {
            // A negated class with pairs in it is not told apart any further: patterns with it are not known.
            return holdsAllPairs ? (basic.Length > 0 ? basic : Nothing) : $"(?:{AnyPair}|{basic})";
        }

        var alternatives = pairs.Prepend(basic).Where(part => part.Length > 0).ToList();
        return alternatives.Count switch
        {
            0 => Nothing,
            1 when pairs.Count == 0 => basic,
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    private void AddPairs(int first, int last)
    {
        for (int high = High(first); high <= High(last); high++)
        {
            var from = high == High(first) ? Low(first) : '\udc00';
            var to = high == High(last) ? Low(last) : '\udfff';
            if (from == '\udc00' && to == '\udfff' && high < High(last) - 1)
            {
                var end = High(last) - 1;
                pairs.Add($@"[{Escaped(high)}-{Escaped(end)}][\udc00-\udfff]");
                high = end;
            }
            else
            {
                pairs.Add($"{Escaped(high)}[{Escaped(from)}-{Escaped(to)}]");
            }
        }
    }

    private static char High(int rune) => (char)(0xd800 + ((rune - FirstAstral) >> 10));

    private static char Low(int rune) => (char)(0xdc00 + ((rune - FirstAstral) & 0x3ff));

    private static string Escaped(int unit) => $"\\u{unit.ToString("x4", CultureInfo.InvariantCulture)}";
}
