using System.Globalization;

namespace Fairway.Cel.Values;

/// <summary>Points in time as RFC 3339 writes them, with up to nine decimals.</summary>
internal static class TimeText
{
    private const int DateTimeLength = 19;
    private const string Form = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>Reads a time; what is out of range reads as an error value.</summary>
    public static bool TryParse(string text, out CelValue time)
    {
        time = CelError.TimestampOverflow;
        if (text.Length <= DateTimeLength
            || !DateTime.TryParseExact(
                text.AsSpan(0, DateTimeLength), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var rest = text.AsSpan(DateTimeLength);
        if (!TryFraction(ref rest, out var nanoseconds) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        var seconds = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        time = CelTimestamp.FromUnix(seconds - offset, nanoseconds, offset);
        return true;
    }

    public static string Print(CelTimestamp time)
    {
        var local = new DateTime(
            Math.Clamp(
                DateTime.UnixEpoch.Ticks + ((time.Seconds + time.OffsetSeconds) * TimeSpan.TicksPerSecond),
                DateTime.MinValue.Ticks,
                DateTime.MaxValue.Ticks));
        var fraction = time.Nanoseconds == 0
            ? ""
            : "." + time.Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return local.ToString(Form, CultureInfo.InvariantCulture) + fraction + PrintOffset(time.OffsetSeconds);
    }

    private static string PrintOffset(int offset)
    {
        var minutes = Math.Abs(offset) / 60;
        return offset == 0 ? "Z" : $"{(offset < 0 ? '-' : '+')}{minutes / 60:00}:{minutes % 60:00}";
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out int nanoseconds)
    {
        nanoseconds = 0;
        if (rest.IsEmpty || rest[0] is not ('.' or ','))
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0)
        {
            return false;
        }

        for (var i = 0; i < 9; i++)
        {
            nanoseconds = (nanoseconds * 10) + (i < digits ? rest[i + 1] - '0' : 0);
        }

        rest = rest[(digits + 1)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out int offset)
    {
        offset = 0;
        if (rest is "Z")
        {
            return true;
        }

        if (rest.Length != 6
            || rest[0] is not ('+' or '-')
            || rest[3] != ':'
            || !int.TryParse(rest[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(rest[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 24
            || minutes > 59)
        {
            return false;
        }

        offset = (rest[0] == '-' ? -60 : 60) * ((hours * 60) + minutes);
        return true;
    }
}
