namespace Fairway.Charts.Dates;

/// <summary>An instant as it is shown in a zone; to 100 nanoseconds.</summary>
/// <param name="Utc">The instant.</param>
/// <param name="Zone">The zone; null for one that a text gave by its offset alone.</param>
/// <param name="Offset">East of UTC.</param>
/// <param name="ZoneName">Its abbreviation, as Go prints it.</param>
internal sealed record ZonedTime(DateTime Utc, TimeZoneInfo? Zone, TimeSpan Offset, string ZoneName)
{
    /// <summary>Go's zero: the first instant of the first year.</summary>
    public static ZonedTime Zero { get; } = In(DateTime.MinValue, TimeZoneInfo.Utc);

    /// <summary>What a clock in the zone shows.</summary>
    public DateTime Local
    {
        get
        {
            var ticks = Utc.Ticks + Offset.Ticks;
            return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));
        }
    }

    public static ZonedTime In(DateTime utc, TimeZoneInfo zone)
    {
        var instant = DateTime.SpecifyKind(utc, DateTimeKind.Utc);
        var offset = zone.GetUtcOffset(instant);
        return new ZonedTime(instant, zone, offset, ZoneNames.Of(zone, instant, offset));
    }

    /// <summary>An instant of a clock that reads so in the zone.</summary>
    public static ZonedTime OfLocal(DateTime local, TimeZoneInfo zone)
    {
        var shown = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return In(Shifted(shown, -zone.GetUtcOffset(shown)), zone);
    }

    /// <summary>With an offset of its own; UTC where there is none.</summary>
    public static ZonedTime OfLocal(DateTime local, TimeSpan offset) =>
        offset == TimeSpan.Zero
            ? In(local, TimeZoneInfo.Utc)
            : new ZonedTime(
                DateTime.SpecifyKind(Shifted(local, -offset), DateTimeKind.Utc), null, offset,
                ZoneNames.OfOffset(offset));

    public ZonedTime To(TimeZoneInfo zone) => In(Utc, zone);

    public ZonedTime Plus(TimeSpan duration)
    {
        var later = Shifted(Utc, duration);
        return Zone is null ? this with { Utc = later } : In(later, Zone);
    }

    /// <summary>As Go's <c>AddDate</c>: days beyond the end of a month run into the next.</summary>
    public ZonedTime Plus(int years, int months, int days)
    {
        var local = Local;
        var count = (((long)local.Year + years) * 12) + local.Month - 1 + months;
        var year = (int)Math.Clamp(Math.DivRem(count, 12, out var month), 1, 9999);
        var moved = new DateTime(year, (int)month + 1, 1).AddDays(local.Day - 1 + days).Add(local.TimeOfDay);
        return Zone is null ? OfLocal(moved, Offset) : OfLocal(moved, Zone);
    }

    private static DateTime Shifted(DateTime time, TimeSpan by) =>
        new(Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), time.Kind);
}
