using Fairway.Api.Releases;
using NodaTime;
using NodaTime.Text;

namespace Fairway.Releases.Windows;

/// <summary>Days of a calendar, or moments, in a time zone. Pure.</summary>
internal sealed class CalendarDates : IWindowSource
{
    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;

    private CalendarDates(DateTimeOffset from, DateTimeOffset until)
    {
        _from = from;
        _until = until;
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">One is no day; the message says which.</exception>
    public static CalendarDates Parse(WindowDates dates, DateTimeZone zone)
    {
        var from = Day.Parse(dates.From) is { Success: true, Value: var first }
            ? first.AtMidnight()
            : LocalMoments.Parse(dates.From);
        var until = Day.Parse(dates.Until) is { Success: true, Value: var last }
            ? last.PlusDays(1).AtMidnight()
            : LocalMoments.Parse(dates.Until);
        return until > from
            ? new CalendarDates(zone.At(from), zone.At(until))
            : throw new FormatException($"{dates.Until} is not after {dates.From}");
    }

    public DateTimeOffset? EndOf(DateTimeOffset moment) => moment >= _from && moment < _until ? _until : null;

    public DateTimeOffset? NextAfter(DateTimeOffset moment) => _from > moment ? _from : null;
}
