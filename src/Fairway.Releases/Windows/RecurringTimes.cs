using NodaTime;

namespace Fairway.Releases.Windows;

/// <summary>Times that come again: beginnings as clocks of a zone show them, each with the same length. Pure.</summary>
/// <param name="beginnings">The beginnings from a local moment on, in order.</param>
/// <param name="zone">Whose clocks.</param>
/// <param name="length">How long each time is.</param>
internal sealed class RecurringTimes(
    Func<LocalDateTime, IEnumerable<LocalDateTime>> beginnings, DateTimeZone zone, TimeSpan length) : IWindowSource
{
    /// <summary>Clocks are set by less than a day.</summary>
    private const int Margin = 1;

    public DateTimeOffset? EndOf(DateTimeOffset moment)
    {
        var last = From(moment - length).TakeWhile(begin => begin <= moment + TimeSpan.FromDays(Margin))
            .Where(begin => begin <= moment && begin + length > moment)
            .Cast<DateTimeOffset?>().Max();
        return last + length;
    }

    public DateTimeOffset? NextAfter(DateTimeOffset moment) =>
        From(moment).Where(begin => begin > moment).Cast<DateTimeOffset?>().FirstOrDefault();

    private IEnumerable<DateTimeOffset> From(DateTimeOffset moment) =>
        beginnings(zone.Local(moment).PlusDays(-Margin)).Select(zone.At);
}
