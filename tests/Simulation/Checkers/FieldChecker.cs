using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>A manager changes no field that others have written and Fairway never did, and deletes nothing that Fairway
/// did not make.</summary>
internal sealed class FieldChecker : Checker
{
    public override string Rule => "11, a field that Fairway never wrote is never changed";

    public override void See(Change change)
    {
        if (change.Cluster == Meta || !IsManager(change.Author) || change.Resource == Rollouts)
        {
            return;
        }

        if (change.Kind == StoreEventKind.Deleted
            && Node(change.Object, "metadata", "labels", "fairway.dev/component") is null)
        {
            Cry($"{change.Key} is deleted, and was not Fairway's", change);
        }
        else if (change is { Kind: StoreEventKind.Modified, Before: { } before })
        {
            SeeFields(change, before);
        }
    }

    private void SeeFields(Change change, JsonObject before)
    {
        var old = Leaves.Of(before);
        foreach (var (path, value) in Leaves.Changed(before, change.Object).Where(leaf => old.ContainsKey(leaf.Path)))
        {
            var owners = OwnersOf(before, path).ToList();
            if (owners.Count > 0 && !owners.Contains("fairway"))
            {
                Cry($"{path} became {value ?? "absent"}, and belonged to {string.Join(", ", owners)}", change);
            }
        }
    }

    /// <summary>Those who own the leaf, or as much of the way to it as is named by fields.</summary>
    private static IEnumerable<string> OwnersOf(JsonObject item, string path) =>
        from entry in Node(item, "metadata", "managedFields") as JsonArray ?? []
        where Owns(entry["fieldsV1"] as JsonObject, path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        select Text(entry, "manager")!;

    private static bool Owns(JsonObject? fields, string[] path)
    {
        foreach (var name in path)
        {
            var step = name.Replace("~1", "/", StringComparison.Ordinal);
            if (fields?[$"f:{step}"] is JsonObject next)
            {
                fields = next;
            }
            else if (fields?.FirstOrDefault(one => IsItem(one.Key, step)).Value is JsonObject item)
            {
                fields = item;
            }
            else
            {
                // An atomic value above the leaf is owned as a whole.
                return fields is { Count: 0 };
            }
        }

        return true;
    }

    private static bool IsItem(string key, string name) => key.StartsWith("k:", StringComparison.Ordinal)
        && JsonNode.Parse(key[2..]) is JsonObject parts && parts.Any(part => part.Value?.ToString() == name);
}
