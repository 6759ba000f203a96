using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Simulation.Checkers;

/// <summary>Whether a moment is within the times of a window, in the forms that simulations write: <c>dates</c> to the
/// second, and daily crons (<c>0 22 * * *</c>), all in UTC.</summary>
internal static class WindowTimes
{
    /// <summary>Narrowed at both edges by <paramref name="margin"/>; widened where that is negative.</summary>
    public static bool IsWithin(JsonObject window, DateTimeOffset at, TimeSpan margin)
    {
        var spans = Dates(window).Concat(Days(window, at));
        return spans.Any(span => span.From + margin < at && at < span.Until - margin);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Dates(JsonObject window) =>
        from dates in window["spec"]?["dates"] as JsonArray ?? []
        select (Read(dates!["from"]!), Read(dates["until"]!));

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Days(
        JsonObject window, DateTimeOffset at) =>
        from schedule in window["spec"]?["schedules"] as JsonArray ?? []
        let hour = int.Parse(schedule!["cron"]!.ToString().Split(' ')[1], CultureInfo.InvariantCulture)
        let hours = int.Parse(schedule["duration"]!.ToString().TrimEnd('h'), CultureInfo.InvariantCulture)
        from day in (int[])[-1, 0, 1]
        let start = new DateTimeOffset(at.UtcDateTime.Date.AddDays(day).AddHours(hour), TimeSpan.Zero)
        select (start, start.AddHours(hours));

    private static DateTimeOffset Read(JsonNode of) => DateTimeOffset.Parse(
        of.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
