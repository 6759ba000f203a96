namespace Fairway.Charts.Dates;

/// <summary>
/// A layout as Go's <c>time</c> has it: it shows how the second of January 2006, four minutes and five seconds past
/// three in the afternoon, seven hours west of UTC, would be written.
/// </summary>
/// <remarks>Source: the documentation of Go's package time.</remarks>
internal static class Layout
{
    // The longer first, where one begins with the other.
    private static readonly (string Text, LayoutPart Part)[] Parts =
    [
        ("January", LayoutPart.LongMonth), ("Jan", LayoutPart.Month),
        ("Monday", LayoutPart.LongWeekday), ("Mon", LayoutPart.Weekday), ("MST", LayoutPart.ZoneName),
        ("002", LayoutPart.ZeroYearDay), ("01", LayoutPart.ZeroMonth), ("02", LayoutPart.ZeroDay),
        ("03", LayoutPart.ZeroHour12), ("04", LayoutPart.ZeroMinute), ("05", LayoutPart.ZeroSecond),
        ("06", LayoutPart.Year), ("15", LayoutPart.Hour24), ("1", LayoutPart.NumberMonth),
        ("2006", LayoutPart.LongYear), ("2", LayoutPart.Day), ("__2", LayoutPart.PaddedYearDay),
        ("_2", LayoutPart.PaddedDay), ("3", LayoutPart.Hour12), ("4", LayoutPart.Minute), ("5", LayoutPart.Second),
        ("PM", LayoutPart.UpperHalf), ("pm", LayoutPart.LowerHalf),
        ("-07:00:00", LayoutPart.Zone), ("-070000", LayoutPart.Zone), ("-07:00", LayoutPart.Zone),
        ("-0700", LayoutPart.Zone), ("-07", LayoutPart.Zone), ("Z07:00:00", LayoutPart.Zone),
        ("Z070000", LayoutPart.Zone), ("Z07:00", LayoutPart.Zone), ("Z0700", LayoutPart.Zone),
        ("Z07", LayoutPart.Zone),
    ];

    /// <summary>The parts of a layout in their order, each with its text.</summary>
    public static IEnumerable<(LayoutPart Part, string Text)> Read(string layout)
    {
        var begin = 0;
        for (var at = 0; at < layout.Length;)
        {
            if (At(layout, at) is not var (part, length))
            {
                at++;
                continue;
            }

            if (at > begin)
            {
                yield return (LayoutPart.Text, layout[begin..at]);
            }

            yield return (part, layout.Substring(at, length));
            at += length;
            begin = at;
        }

        if (begin < layout.Length)
        {
            yield return (LayoutPart.Text, layout[begin..]);
        }
    }

    private static (LayoutPart Part, int Length)? At(string layout, int at)
    {
        var rest = layout.AsSpan(at);
        if (rest[0] is '.' or ',')
        {
            return Fraction(rest);
        }

        // An underscore before a year belongs to what is before it.
        if (rest.StartsWith("_2006"))
        {
            return null;
        }

        foreach (var (text, part) in Parts)
        {
            if (rest.StartsWith(text))
            {
                // A month is no part of a longer word: "Janet" is a name.
                var isWord = part == LayoutPart.Month && rest.Length > text.Length
                    && char.IsAsciiLetterLower(rest[text.Length]);
                return isWord ? null : (part, text.Length);
            }
        }

        return null;
    }

    private static (LayoutPart Part, int Length)? Fraction(ReadOnlySpan<char> rest)
    {
        var digit = rest.Length > 1 ? rest[1] : ' ';
        if (digit is not ('0' or '9'))
        {
            return null;
        }

        var end = 1;
        while (end < rest.Length && rest[end] == digit)
        {
            end++;
        }

        return end < rest.Length && char.IsAsciiDigit(rest[end]) ? null
            : (digit == '0' ? LayoutPart.Fraction : LayoutPart.ShortFraction, end);
    }
}
