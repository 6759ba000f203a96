using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Years;

/// <summary>How long Releases take from their making to their end.</summary>
internal sealed class ReleaseTimes
{
    private readonly SortedDictionary<string, DateTimeOffset> open = new(StringComparer.Ordinal);

    public int Made { get; private set; }

    public int Ended { get; private set; }

    /// <summary>The longest that any took from its making to its end.</summary>
    public TimeSpan LongestEver { get; private set; }

    /// <summary>Those that are under way or wait.</summary>
    public int Open => open.Count;

    /// <summary>From the making to the beginning, and to the end, at most, since it was asked last.</summary>
    public (TimeSpan Begin, TimeSpan End) Longest { get; private set; }

    /// <summary>Since when the oldest of those waits that have not ended.</summary>
    public TimeSpan Oldest(DateTimeOffset now) => open.Count == 0 ? TimeSpan.Zero : now - open.Values.Min();

    public void Forget() => Longest = default;

    public void See(Change change)
    {
        if (change.Resource != "releases.fairway.dev")
        {
            return;
        }

        var status = change.Object["status"];
        var (began, ended) = (Time(status?["startedAt"]), Time(status?["finishedAt"]));
        if (change.Kind == StoreEventKind.Added)
        {
            open[change.Key.Name] = change.At;
            Made++;
        }
        else if (ended is not null && open.Remove(change.Key.Name, out var made))
        {
            Ended++;
            LongestEver = Later(LongestEver, ended.Value - made);
            Longest = (Later(Longest.Begin, (began ?? ended.Value) - made), Later(Longest.End, ended.Value - made));
        }
    }

    private static DateTimeOffset? Time(JsonNode? of) =>
        of is null ? null : DateTimeOffset.Parse((string)of!, CultureInfo.InvariantCulture);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
