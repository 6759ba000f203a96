namespace Fairway.Schema.Yaml;

/// <summary>
/// The order of keys in the YAML that API servers and Helm write: runs of digits by their number, letters after all
/// else.
/// Three keys may each come before the next in a ring (k9, k10, k1a): Go then writes them in any order, and we in one.
/// </summary>
public static class NaturalOrder
{
    /// <summary>Sorts keys in place.</summary>
    public static void Sort(string[] keys)
    {
        // The library's sort may throw where the order has rings; merging runs cannot. From one order to begin with.
        Array.Sort(keys, StringComparer.Ordinal);
        var from = keys;
        var to = new string[keys.Length];
        for (var width = 1; width < keys.Length; width *= 2)
        {
            for (var start = 0; start < keys.Length; start += 2 * width)
            {
                Merge(from, to, start, width);
            }

            (from, to) = (to, from);
        }

        if (from != keys)
        {
            from.CopyTo(keys, 0);
        }
    }

    private static void Merge(string[] from, string[] to, int start, int width)
    {
        var (left, leftEnd) = (start, Math.Min(start + width, from.Length));
        var (right, rightEnd) = (leftEnd, Math.Min(leftEnd + width, from.Length));
        for (var at = start; at < rightEnd; at++)
        {
            var takesLeft = left < leftEnd && (right >= rightEnd || !Less(from[right], from[left]));
            to[at] = takesLeft ? from[left++] : from[right++];
        }
    }

    private static bool Less(string a, string b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] == b[i])
            {
                continue;
            }

            var (aLetter, bLetter) = (char.IsLetter(a[i]), char.IsLetter(b[i]));
            return aLetter && bLetter ? Rank(a[i]) < Rank(b[i])
                : aLetter || bLetter ? bLetter
                : LessByNumber(a, b, i);
        }

        return a.Length < b.Length;
    }

    /// <summary>Neither has a letter at <paramref name="at"/>, where they first differ.</summary>
    private static bool LessByNumber(string a, string b, int at)
    {
        // A zero behind other digits counts by its place, one in front of all does not.
        var start = (a[at] == '0' || b[at] == '0') && FollowsNonZero(a, at) ? 1L : 0L;
        var (aNumber, aEnd) = Run(a, at, start);
        var (bNumber, bEnd) = Run(b, at, start);
        return aNumber != bNumber ? aNumber < bNumber
            : aEnd != bEnd ? aEnd < bEnd
            : Rank(a[at]) < Rank(b[at]);
    }

    /// <summary>Halves of a pair stand for characters beyond all others.</summary>
    private static int Rank(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;

    private static bool FollowsNonZero(string text, int at)
    {
        for (var i = at - 1; i >= 0 && char.IsDigit(text[i]); i--)
        {
            if (text[i] != '0')
            {
                return true;
            }
        }

        return false;
    }

    private static (long Number, int End) Run(string text, int at, long number)
    {
        var end = at;
        while (end < text.Length && char.IsDigit(text[end]))
        {
            number = unchecked((number * 10) + (text[end] - '0'));
            end++;
        }

        return (number, end);
    }
}
