using System.Globalization;
using System.Text;

namespace Fairway.Charts.Dates;

/// <summary>Durations as Go reads and prints them, in nanoseconds: <c>1h15m30.5s</c>.</summary>
internal static class GoDuration
{
    public const long Second = 1_000_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;

    private static readonly (string Name, long Size)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("\u00b5s", 1_000), ("\u03bcs", 1_000), ("ms", 1_000_000), ("s", Second),
        ("m", Minute), ("h", Hour),
    ];

    /// <summary>Null where the text is no duration.</summary>
    public static long? Parse(string text)
    {
        var rest = text.AsSpan();
        var isNegative = rest is ['-', ..];
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        if (rest is "0")
        {
            return 0;
        }

        decimal total = 0;
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            if (!TakePart(ref rest, out var part))
            {
                return null;
            }

            total += part;
            if (total > long.MaxValue)
            {
                return null;
            }
        }

        return (long)(isNegative ? -total : total);
    }

    public static string Print(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        var size = Math.Abs((decimal)nanoseconds);
        var sign = nanoseconds < 0 ? "-" : "";
        if (size < Second)
        {
            var (unit, name) = size < 1_000 ? (1m, "ns") : size < 1_000_000 ? (1_000m, "\u00b5s") : (1_000_000m, "ms");
            return $"{sign}{Plain(size / unit)}{name}";
        }

        var text = new StringBuilder(sign);
        var (hours, minutes) = (Math.Floor(size / Hour), Math.Floor(size % Hour / Minute));
        text.Append(hours > 0 ? $"{Plain(hours)}h" : "").Append(hours > 0 || minutes > 0 ? $"{Plain(minutes)}m" : "");
        return text.Append(Plain(size % Minute / Second)).Append('s').ToString();
    }

    private static bool TakePart(ref ReadOnlySpan<char> rest, out decimal part)
    {
        part = 0;
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? rest.Length : end;
        if (end < rest.Length && rest[end] == '.')
        {
            var more = rest[(end + 1)..].IndexOfAnyExceptInRange('0', '9');
            end = more < 0 ? rest.Length : end + 1 + more;
        }

        var digits = rest[..end];
        if (!digits.ContainsAnyInRange('0', '9') || digits.Length > 28)
        {
            return false;
        }

        rest = rest[end..];
        var stop = rest.IndexOfAnyInRange('0', '9');
        var dot = rest.IndexOf('.');
        stop = stop < 0 ? rest.Length : stop;
        stop = dot >= 0 && dot < stop ? dot : stop;
        var name = rest[..stop];
        foreach (var (unit, size) in Units)
        {
            if (name.SequenceEqual(unit))
            {
                rest = rest[stop..];
                part = decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
                part = part > long.MaxValue ? long.MaxValue : Math.Floor(part * size);
                return true;
            }
        }

        return false;
    }

    private static string Plain(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
}
