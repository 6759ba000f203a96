using System.Text.Json.Nodes;

namespace Fairway.Tests.Merge.Diffing;

/// <summary>
/// What a three-way merge comes to, said leaf by leaf: the target's value; else none where it was recorded; else the
/// live one. An element of a keyed list that was recorded and is no longer wanted goes whole.
/// </summary>
internal static class LeafMerge
{
    /// <summary>The leaves that the merged object must have.</summary>
    public static SortedDictionary<string, string> Of(JsonObject? recorded, JsonObject target, JsonObject live)
    {
        var (was, wanted, has) = (recorded is null ? [] : Leaves(recorded), Leaves(target), Leaves(live));
        var gone = was.Keys.Where(path => IsElement(path) && !wanted.ContainsKey(path)).ToList();
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in has)
        {
            if (!was.ContainsKey(path) && !gone.Any(element => path.StartsWith(element, StringComparison.Ordinal)))
            {
                merged[path] = value;
            }
        }

        foreach (var (path, value) in wanted)
        {
            merged[path] = value;
        }

        return merged;
    }

    /// <summary>Leaves by path; an element of a keyed list, and of a set, is a leaf of its own, by its key. Places with
    /// nothing in them are none.</summary>
    public static SortedDictionary<string, string> Leaves(JsonObject root)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk(root, "", (path, value) => leaves[path] = value, (_, _) => { });
        return leaves;
    }

    /// <summary>The keys of each keyed list, in order.</summary>
    public static Dictionary<string, List<string>> Orders(JsonObject root)
    {
        var orders = new Dictionary<string, List<string>>();
        Walk(root, "", (_, _) => { }, (path, names) => orders[path] = names);
        return orders;
    }

    private static bool IsElement(string path) => path[^1] == ']';

    private static void Walk(
        JsonNode? node, string path, Action<string, string> leaf, Action<string, List<string>> list)
    {
        var field = path[(path.LastIndexOf('/') + 1)..];
        switch (node)
        {
            case JsonObject map when field != "selector":
                foreach (var (name, value) in map)
                {
                    Walk(value, $"{path}/{name}", leaf, list);
                }

                break;
            case JsonArray elements when field is "containers" or "env" or "ports" or "finalizers":
                list(path, [.. elements.Select(element => Key(element!))]);
                foreach (var element in elements)
                {
                    leaf($"{path}[{Key(element!)}]", "");
                    Walk(element as JsonObject, $"{path}[{Key(element!)}]", leaf, list);
                }

                break;
            case not null when field is not ("name" or "port" or "protocol"):
                leaf(path, node.ToJsonString());
                break;
            default:
                break;
        }
    }

    private static string Key(JsonNode element) => element is JsonObject map
        ? $"{map["name"]}{map["port"]}{(map["port"] is null ? "" : map["protocol"] ?? "TCP")}"
        : element.ToString();
}
