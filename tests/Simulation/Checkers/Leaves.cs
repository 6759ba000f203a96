using System.Text.Json.Nodes;

namespace Fairway.Simulation.Checkers;

/// <summary>Single values of an object, by their paths; without what API servers write.</summary>
internal static class Leaves
{
    /// <summary>What differs between two states: the path, and the new value; null where it went.</summary>
    public static IEnumerable<(string Path, string? Value)> Changed(JsonObject? before, JsonObject after)
    {
        var (old, now) = (Of(before), Of(after));
        foreach (var (path, value) in now)
        {
            if (!old.TryGetValue(path, out var was) || was != value)
            {
                yield return (path, value);
            }
        }

        foreach (var path in old.Keys.Where(path => !now.ContainsKey(path)))
        {
            yield return (path, null);
        }
    }

    public static SortedDictionary<string, string> Of(JsonObject? item)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in item ?? [])
        {
            if (name is "metadata")
            {
                Add(leaves, "/metadata/labels", value?["labels"]);
                Add(leaves, "/metadata/annotations", value?["annotations"]);
            }
            else if (name is not "status")
            {
                Add(leaves, $"/{name}", value);
            }
        }

        return leaves;
    }

    private static void Add(SortedDictionary<string, string> leaves, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    Add(leaves, $"{path}/{name.Replace("/", "~1", StringComparison.Ordinal)}", value);
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    Add(leaves, $"{path}/{(list[index] as JsonObject)?["name"] ?? index}", list[index]);
                }

                break;
            case not null:
                leaves[path] = node.ToJsonString();
                break;
        }
    }
}
