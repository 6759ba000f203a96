using Fairway.Api.Releases;
using NodaTime;

namespace Fairway.Releases.Windows;

/// <summary>The times of a ReleaseWindow, read once. What is asked for is remembered: the answers are always the
/// same.</summary>
internal sealed class WindowTimes
{
    /// <summary>Times that follow each other without a gap are joined so often; then somebody asks again.</summary>
    private const int Joined = 200;

    private const int Remembered = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private readonly IReadOnlyList<IWindowSource> _sources;
    private IReadOnlyList<WindowSpan> _known = [];

    private WindowTimes(IReadOnlyList<IWindowSource> sources) => _sources = sources;

    /// <summary>Reads the times of a window.</summary>
    /// <exception cref="FormatException">They cannot be read; the message says what is wrong.</exception>
    public static WindowTimes Parse(ReleaseWindowSpec spec)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(spec.TimeZone)
            ?? throw new FormatException($"spec.timeZone: the time zone database has no {spec.TimeZone}");
        var schedules = (spec.Schedules ?? []).Select(
            (one, i) => Read($"spec.schedules[{i}]", () => OfSchedule(one, zone)));
        var dates = (spec.Dates ?? []).Select(
            (one, i) => Read($"spec.dates[{i}]", () => (IWindowSource)CalendarDates.Parse(one, zone)));
        return new WindowTimes([.. schedules, .. dates]);
    }

    /// <summary>The stretch of time around a moment.</summary>
    public WindowSpan At(DateTimeOffset moment)
    {
        var known = _known;
        if (known.FirstOrDefault(span => span.Has(moment)) is { } found)
        {
            return found;
        }

        var made = Make(moment);
        _known = [.. known.TakeLast(Remembered - 1), made];
        return made;
    }

    private WindowSpan Make(DateTimeOffset moment)
    {
        if (EndOf(moment) is not { } end)
        {
            return new WindowSpan(false, moment, _sources.Min(source => source.NextAfter(moment)));
        }

        for (var i = 0; i < Joined && EndOf(end) is { } later; i++)
        {
            end = later;
        }

        return new WindowSpan(true, moment, end);
    }

    private DateTimeOffset? EndOf(DateTimeOffset moment) => _sources.Max(source => source.EndOf(moment));

    private static IWindowSource OfSchedule(WindowSchedule schedule, DateTimeZone zone) =>
        schedule.Duration.Value > TimeSpan.Zero && schedule.Duration.Value <= Longest
            ? new RecurringTimes(Beginnings.Parse(schedule), zone, schedule.Duration.Value)
            : throw new FormatException($"the duration {schedule.Duration} is not between 1ms and 744h: use dates");

    private static IWindowSource Read(string where, Func<IWindowSource> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new FormatException($"{where}: {e.Message}", e);
        }
    }
}
