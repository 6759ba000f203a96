using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>What objects were like a moment ago: what a controller acts on is never newer than the truth, and may be
/// older.</summary>
internal sealed class Past
{
    private readonly
        Dictionary<(string Cluster, string Resource, string Key), List<(DateTimeOffset At, JsonObject? Was)>>
        objects = [];

    public void See(Change change)
    {
        var place = (change.Cluster, change.Resource, $"{change.Key.Namespace}/{change.Key.Name}");
        if (!objects.TryGetValue(place, out var versions))
        {
            objects[place] = versions = [];
        }

        versions.Add((change.At, change.Kind == StoreEventKind.Deleted ? null : change.Object));
    }

    /// <summary>All states that an object had at <paramref name="since"/> or later, the newest last; null while it was
    /// not there.</summary>
    public IReadOnlyList<JsonObject?> Since(string cluster, string resource, JsonObject item, DateTimeOffset since)
    {
        var name = $"{(string?)item["metadata"]!["namespace"]}/{(string?)item["metadata"]!["name"]}";
        if (!objects.TryGetValue((cluster, resource, name), out var versions))
        {
            return [item];
        }

        var first = versions.FindLastIndex(one => one.At <= since);
        return [.. versions.Skip(Math.Max(first, 0)).Select(one => one.Was)];
    }
}
