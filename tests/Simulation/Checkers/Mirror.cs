using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>All objects of the fleet as its history has them. Checkers see this and the changes, and nothing of the
/// code that they check.</summary>
internal sealed class Mirror
{
    private readonly SortedDictionary<(string Cluster, string Resource), SortedDictionary<string, JsonObject>> tables =
        [];

    public void See(Change change)
    {
        var place = (change.Cluster, change.Resource);
        var table = tables.TryGetValue(place, out var known)
            ? known
            : tables[place] = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        if (change.Kind == StoreEventKind.Deleted)
        {
            table.Remove(Of(change.Key));
        }
        else
        {
            table[Of(change.Key)] = change.Object;
        }
    }

    public JsonObject? Find(string cluster, string resource, string? ns, string name) =>
        tables.GetValueOrDefault((cluster, resource))?.GetValueOrDefault(Of(new ObjectKey(ns, name)));

    public IEnumerable<JsonObject> All(string cluster, string resource) =>
        tables.GetValueOrDefault((cluster, resource))?.Values.AsEnumerable() ?? [];

    /// <summary>All objects of a cluster, with their resources.</summary>
    public IEnumerable<(string Resource, JsonObject Object)> All(string cluster) =>
        from table in tables
        where table.Key.Cluster == cluster
        from item in table.Value.Values
        select (table.Key.Resource, item);

    private static string Of(ObjectKey key) => $"{key.Namespace}/{key.Name}";
}
