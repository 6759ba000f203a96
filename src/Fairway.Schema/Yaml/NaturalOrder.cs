namespace Fairway.Schema.Yaml;

/// <summary>
/// The order of keys in the YAML that API servers and Helm write: runs of digits by their number, letters after all else.
/// </summary>
public sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        x == y ? 0 : x is null ? -1 : y is null ? 1 : Less(x, y) ? -1 : 1;

    private static bool Less(string a, string b)
    {
        var inDigits = false;
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] == b[i])
            {
                inDigits = char.IsDigit(a[i]);
                continue;
            }

            var (aLetter, bLetter) = (char.IsLetter(a[i]), char.IsLetter(b[i]));
            return aLetter && bLetter ? a[i] < b[i]
                : aLetter || bLetter ? (inDigits ? aLetter : bLetter)
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
            : a[at] < b[at];
    }

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
