using System.Buffers;
using System.Globalization;

namespace Fairway.Schema.Durations;

/// <summary>Spans of time as Go writes and reads them, in nanoseconds: <c>1h30m</c>, <c>1.5s</c>.</summary>
/// <remarks>Source: the documentation of Go's package time.</remarks>
public static class GoDuration
{
    /// <summary>In nanoseconds.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>In nanoseconds.</summary>
    public const long Minute = 60 * Second;

    /// <summary>In nanoseconds.</summary>
    public const long Hour = 60 * Minute;

    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("\u00b5s", 1_000), ("\u03bcs", 1_000), ("ms", 1_000_000), ("s", Second),
        ("m", Minute), ("h", Hour),
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a span; false where the text is none, or does not fit 64 bits.</summary>
    public static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        var negative = text.StartsWith('-');
        var rest = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        if (rest is "0")
        {
            return true;
        }

        var sum = Int128.Zero;
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            if (!TryPart(ref rest, out var part) || (sum += part) > (Int128)long.MaxValue + 1)
            {
                return false;
            }
        }

        if (sum > long.MaxValue && !negative)
        {
            return false;
        }

        nanoseconds = (long)(negative ? -sum : sum);
        return true;
    }

    /// <summary>As Go prints it: <c>1h30m0s</c>.</summary>
    public static string Print(long nanoseconds)
    {
        var sign = nanoseconds < 0 ? "-" : "";
        var size = UInt128.CreateChecked(Int128.Abs(nanoseconds));
        var total = (ulong)size;
        if (total < 1_000_000_000)
        {
            return total switch
            {
                0 => "0s",
                < 1_000 => $"{sign}{total}ns",
                < 1_000_000 => $"{sign}{Fraction(total, 1_000)}\u00b5s",
                _ => $"{sign}{Fraction(total, 1_000_000)}ms",
            };
        }

        var minutes = total / 60_000_000_000;
        var seconds = Fraction(total % 60_000_000_000, 1_000_000_000);
        var (hours, minute) = (minutes / 60, minutes % 60);
        return hours > 0 ? $"{sign}{hours}h{minute}m{seconds}s"
            : minutes > 0 ? $"{sign}{minute}m{seconds}s"
            : $"{sign}{seconds}s";
    }

    private static string Fraction(ulong total, ulong unit) =>
        ((decimal)total / unit).ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool TryPart(ref ReadOnlySpan<char> rest, out Int128 part)
    {
        part = 0;
        var width = rest.IndexOfAnyExcept(Digits);
        if (width <= 0
            || !decimal.TryParse(
                rest[..width], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue)
        {
            return false;
        }

        rest = rest[width..];
        var length = rest.IndexOfAny(Digits);
        var unit = length < 0 ? rest : rest[..length];
        foreach (var (name, nanoseconds) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                rest = rest[unit.Length..];
                var whole = decimal.Truncate(number);
                part = ((Int128)whole * nanoseconds) + (Int128)((number - whole) * nanoseconds);
                return true;
            }
        }

        return false;
    }
}
