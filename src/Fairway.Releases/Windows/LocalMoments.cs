using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Fairway.Releases.Windows;

/// <summary>Moments as the clocks of a time zone show them. The database of zones is NodaTime's own, the same on every
/// machine.</summary>
internal static class LocalMoments
{
    /// <summary>What a clock shows twice is the first time. What it never shows, since it is set forward, is as long
    /// after the setting as it would have been after the hour before (RFC 5545, 3.3.5).</summary>
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private static readonly LocalDateTimePattern[] Forms =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss"),
    ];

    /// <summary>Reads <c>2026-01-05T22:00</c>, with or without seconds.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LocalDateTime Parse(string text)
    {
        foreach (var form in Forms)
        {
            if (form.Parse(text) is { Success: true, Value: var moment })
            {
                return moment;
            }
        }

        throw new FormatException($"{text} is no day and no time that there is: write 2026-01-05 or 2026-01-05T22:00");
    }

    /// <summary>When the clocks of the zone show it.</summary>
    public static DateTimeOffset At(this DateTimeZone zone, LocalDateTime local) =>
        zone.ResolveLocal(local, Resolver).ToInstant().ToDateTimeOffset();

    /// <summary>What the clocks of the zone show at a moment.</summary>
    public static LocalDateTime Local(this DateTimeZone zone, DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).LocalDateTime;
}
