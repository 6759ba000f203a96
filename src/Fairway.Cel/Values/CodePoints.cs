using System.Text;

namespace Fairway.Cel.Values;

/// <summary>Text as a sequence of code points. A lone half of a pair counts as one.</summary>
internal static class CodePoints
{
    public static long Count(string text)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                pairs++;
                i++;
            }
        }

        return text.Length - pairs;
    }

    /// <summary>Where in the text a code point begins; the text's length for the one behind the last.</summary>
    public static int Offset(string text, long index)
    {
        var at = 0;
        while (index > 0 && at < text.Length)
        {
            at += Width(text, at);
            index--;
        }

        return at;
    }

    public static int Width(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    /// <summary>In the order of code points, which is that of the UTF-8 bytes.</summary>
    public static int Compare(string left, string right)
    {
        var shared = left.AsSpan().CommonPrefixLength(right);
        if (shared == left.Length || shared == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Math.Sign(Rank(left[shared]) - Rank(right[shared]));
    }

    public static IEnumerable<string> Each(string text)
    {
        for (var i = 0; i < text.Length; i += Width(text, i))
        {
            yield return text.Substring(i, Width(text, i));
        }
    }

    public static Rune At(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;

    // Halves of pairs stand for code points above all others.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
