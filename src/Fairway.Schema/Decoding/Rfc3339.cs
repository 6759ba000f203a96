using System.Globalization;

namespace Fairway.Schema.Decoding;

/// <summary>
/// Times as Kubernetes writes them: UTC, whole seconds; micro times with six decimals. Any offset is read. Messages are
/// those of the API server's time parser, which names the part of its reference time where the text stops fitting.
/// </summary>
internal static class Rfc3339
{
    private const string Layout = "2006-01-02T15:04:05Z07:00";
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";
    private const string MicroForm = "yyyy-MM-ddTHH:mm:ss.ffffffZ";
    private const string MicroLayout = "2006-01-02T15:04:05.000000Z07:00";

    private static readonly (string Part, int Digits)[] Parts =
    [
        ("2006", 4), ("-", 0), ("01", 2), ("-", 0), ("02", 2), ("T", 0),
        ("15", 2), (":", 0), ("04", 2), (":", 0), ("05", 2),
    ];

    /// <summary>The time in its one form; null for the time that stands for none (year 1).</summary>
    /// <exception cref="SchemaMismatchException">The text is no such time.</exception>
    public static string? Normalise(string text, bool micro)
    {
        if (IsNormal(text, micro))
        {
            return text;
        }

        var time = Parse(text, micro);
        return time == DateTimeOffset.MinValue
            ? null
            : time.UtcDateTime.ToString(micro ? MicroForm : Form, CultureInfo.InvariantCulture);
    }

    private static bool IsNormal(string text, bool micro) =>
        text.Length == (micro ? 27 : 20)
        && !text.StartsWith("0001", StringComparison.Ordinal)
        && DateTime.TryParseExact(
            text,
            micro ? MicroForm : Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out _);

    private static DateTimeOffset Parse(string text, bool micro)
    {
        var layout = micro ? MicroLayout : Layout;
        var rest = text.AsSpan();
        Span<int> numbers = stackalloc int[Parts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            var (part, digits) = Parts[i];
            if (digits > 0 ? !TakeNumber(ref rest, digits, out numbers[i]) : !Take(ref rest, part))
            {
                throw Misfit(text, layout, rest, part);
            }
        }

        var ticks = TakeFraction(text, layout, ref rest, micro);
        var offset = TakeOffset(text, layout, ref rest);
        if (rest.Length > 0)
        {
            throw new SchemaMismatchException($"{Head(text, layout)}: extra text: \"{rest}\"");
        }

        return Make(text, numbers, ticks, offset);
    }

    private static DateTimeOffset Make(string text, ReadOnlySpan<int> numbers, long ticks, TimeSpan offset)
    {
        var (year, month, day) = (numbers[0], numbers[2], numbers[4]);
        var (hour, minute, second) = (numbers[6], numbers[8], numbers[10]);
        var fault = month is < 1 or > 12 ? "month"
            : year < 1 ? "year"
            : day < 1 || day > DateTime.DaysInMonth(year, month) ? "day"
            : hour > 23 ? "hour"
            : minute > 59 ? "minute"
            : second > 59 ? "second"
            : null;
        if (fault is not null)
        {
            throw OutOfRange(text, fault);
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(ticks);
        return InRange(local, offset)
            ? new DateTimeOffset(local - offset, TimeSpan.Zero)
            : throw OutOfRange(text, "year");
    }

    private static bool InRange(DateTime local, TimeSpan offset) =>
        local.Ticks - offset.Ticks >= DateTime.MinValue.Ticks && local.Ticks - offset.Ticks <= DateTime.MaxValue.Ticks;

    private static long TakeFraction(string text, string layout, ref ReadOnlySpan<char> rest, bool micro)
    {
        var digits = rest.Length > 0 && rest[0] is '.' or ',' ? rest[1..].IndexOfAnyExceptInRange('0', '9') : 0;
        digits = digits < 0 ? rest.Length - 1 : digits;
        if (micro && digits < 6)
        {
            throw Misfit(text, layout, rest, ".000000");
        }

        if (digits == 0)
        {
            return 0;
        }

        var taken = micro ? 6 : digits;
        var ticks = 0L;
        for (var i = 0; i < 7; i++)
        {
            ticks = (ticks * 10) + (i < taken ? rest[i + 1] - '0' : 0);
        }

        rest = rest[(taken + 1)..];
        return ticks;
    }

    private static TimeSpan TakeOffset(string text, string layout, ref ReadOnlySpan<char> rest)
    {
        if (Take(ref rest, "Z"))
        {
            return TimeSpan.Zero;
        }

        var whole = rest;
        var sign = rest.Length > 0 && rest[0] == '-' ? -1 : 1;
        if ((Take(ref rest, "+") || Take(ref rest, "-"))
            && TakeNumber(ref rest, 2, out var hours)
            && Take(ref rest, ":")
            && TakeNumber(ref rest, 2, out var minutes))
        {
            return hours <= 24 && minutes < 60
                ? sign * new TimeSpan(hours, minutes, 0)
                : throw OutOfRange(text, "time zone offset");
        }

        throw Misfit(text, layout, whole, "Z07:00");
    }

    private static bool Take(ref ReadOnlySpan<char> rest, string part)
    {
        var fits = rest.StartsWith(part, StringComparison.Ordinal);
        rest = fits ? rest[part.Length..] : rest;
        return fits;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> rest, int digits, out int number)
    {
        number = 0;
        var fits = rest.Length >= digits
            && int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        rest = fits ? rest[digits..] : rest;
        return fits;
    }

    private static string Head(string text, string layout) => $"parsing time \"{text}\" as \"{layout}\"";

    private static SchemaMismatchException Misfit(string text, string layout, ReadOnlySpan<char> rest, string part) =>
        new($"{Head(text, layout)}: cannot parse \"{rest}\" as \"{part}\"");

    private static SchemaMismatchException OutOfRange(string text, string what) =>
        new($"parsing time \"{text}\": {what} out of range");
}
