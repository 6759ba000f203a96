using System.Buffers;
using System.Globalization;
using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Parts of points in time, in UTC or in a time zone, and of spans of time.</summary>
internal static class TimeBodies
{
    private static readonly SearchValues<char> OfZones =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    private const long Millisecond = 1_000_000;
    private const long Second = 1_000 * Millisecond;

    public static void AddTo(FunctionBodies bodies)
    {
        Add(bodies, "getFullYear", time => time.Year);
        Add(bodies, "getMonth", time => time.Month - 1);
        Add(bodies, "getDayOfYear", time => time.DayOfYear - 1);
        Add(bodies, "getDayOfMonth", time => time.Day - 1);
        Add(bodies, "getDate", time => time.Day);
        Add(bodies, "getDayOfWeek", time => (int)time.DayOfWeek);
        Add(bodies, "getHours", time => time.Hour);
        Add(bodies, "getMinutes", time => time.Minute);
        Add(bodies, "getSeconds", time => time.Second);
        Add(bodies, "getMilliseconds", time => time.Millisecond);
        AddSpan(bodies, "duration_to_hours", 3600 * Second);
        AddSpan(bodies, "duration_to_minutes", 60 * Second);
        AddSpan(bodies, "duration_to_seconds", Second);
        AddSpan(bodies, "duration_to_milliseconds", Millisecond);
    }

    private static void Add(FunctionBodies bodies, string function, Func<DateTime, int> part) =>
        bodies[function] = arguments => Local(arguments, part);

    private static void AddSpan(FunctionBodies bodies, string overload, long unit) =>
        bodies[overload] = arguments => CelInt.Of(((CelDuration)arguments[0]).Nanoseconds / unit);

    private static CelValue Local(CelValue[] arguments, Func<DateTime, int> part)
    {
        var utc = ((CelTimestamp)arguments[0]).ToUtc();
        if (arguments.Length == 1)
        {
            return CelInt.Of(part(utc));
        }

        var zone = ((CelString)arguments[1]).Value;
        if (!TryOffset(zone, utc, out var offset, out var fault))
        {
            return new CelError(fault);
        }

        var ticks = Math.Clamp(utc.Ticks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return CelInt.Of(part(new DateTime(ticks)));
    }

    private static bool TryOffset(string zone, DateTime utc, out TimeSpan offset, out string fault)
    {
        offset = TimeSpan.Zero;
        fault = $"unknown time zone {zone}";
        var colon = zone.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            return TryClock(zone, colon, out offset, out fault);
        }

        if (zone is "" or "UTC")
        {
            return true;
        }

        // Zones are files: nothing that is no plain name is looked up.
        if (zone == "Local"
            || zone[0] == '/'
            || zone.AsSpan().ContainsAnyExcept(OfZones)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return false;
        }

        offset = found.GetUtcOffset(utc);
        return true;
    }

    private static bool TryClock(string zone, int colon, out TimeSpan offset, out string fault)
    {
        offset = TimeSpan.Zero;
        if (!TryNumber(zone[..colon], out var hours, out fault)
            || !TryNumber(zone[(colon + 1)..], out var minutes, out fault))
        {
            return false;
        }

        // Further than this no clock is off; it only keeps the sum in range.
        var whole = Math.Clamp(hours, -100_000, 100_000) * 60;
        var rest = Math.Clamp(minutes, -100_000, 100_000);
        offset = TimeSpan.FromMinutes(zone[0] == '-' ? whole - rest : whole + rest);
        return true;
    }

    private static bool TryNumber(string text, out int number, out string fault)
    {
        fault = $"strconv.Atoi: parsing \"{text}\": invalid syntax";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
