using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of events, in either of their two versions.</summary>
internal static class EventCells
{
    public static JsonNode? Regarding(JsonObject happened) => happened["involvedObject"] ?? happened["regarding"];

    public static string LastSeen(JsonObject happened, DateTimeOffset now)
    {
        var last = Cells.Text(happened, "series.lastObservedTime", "");
        last = last.Length > 0 ? last : Either(happened, "lastTimestamp", "deprecatedLastTimestamp");
        return Ages.Since(last.Length > 0 ? last : Cells.Text(happened, "eventTime", ""), now);
    }

    public static string FirstSeen(JsonObject happened, DateTimeOffset now)
    {
        var first = Either(happened, "firstTimestamp", "deprecatedFirstTimestamp");
        return Ages.Since(first.Length > 0 ? first : Cells.Text(happened, "eventTime", ""), now);
    }

    public static string Object(JsonObject happened)
    {
        var about = Regarding(happened);
        return $"{Cells.Text(about, "kind", "").ToLowerInvariant()}/{Cells.Text(about, "name", "")}";
    }

    public static string Source(JsonObject happened)
    {
        var source = happened["source"] ?? happened["deprecatedSource"];
        var component = Cells.Text(source, "component", "");
        component = component.Length > 0 ? component : Either(happened, "reportingComponent", "reportingController");
        var host = Cells.Text(source, "host", "");
        return host.Length > 0 ? $"{component}, {host}" : component;
    }

    public static string Message(JsonObject happened) => Either(happened, "message", "note").Trim();

    public static long Count(JsonObject happened)
    {
        var series = Cells.Number(happened, "series.count");
        var count = series > 0
            ? series
            : Math.Max(Cells.Number(happened, "count"), Cells.Number(happened, "deprecatedCount"));
        return Math.Max(1, count);
    }

    private static string Either(JsonObject happened, string core, string events)
    {
        var text = Cells.Text(happened, core, "");
        return text.Length > 0 ? text : Cells.Text(happened, events, "");
    }
}
