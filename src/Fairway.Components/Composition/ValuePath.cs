using System.Text.Json.Nodes;

namespace Fairway.Components.Composition;

/// <summary>Paths in values: names of maps with dots between them.</summary>
internal static class ValuePath
{
    /// <summary>The value there, or null.</summary>
    public static JsonNode? Find(JsonObject values, string path)
    {
        JsonNode? at = values;
        foreach (var name in path.Split('.'))
        {
            at = (at as JsonObject)?[name];
        }

        return at;
    }

    /// <summary>Puts a text or null there; maps on the way are made.</summary>
    public static void Set(JsonObject values, string path, string? value) => Put(values, path, value);

    /// <summary>Puts a value there; maps on the way are made.</summary>
    public static void Put(JsonObject values, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (values[name] is not JsonObject inner)
            {
                values[name] = inner = [];
            }

            values = inner;
        }

        values[names[^1]] = value;
    }

    /// <summary>Takes away what is there; maps that become empty stay.</summary>
    public static void Remove(JsonObject values, string path)
    {
        var end = path.LastIndexOf('.');
        var parent = end < 0 ? values : Find(values, path[..end]) as JsonObject;
        parent?.Remove(path[(end + 1)..]);
    }

    /// <summary>Whether a path is another, or stands in it.</summary>
    public static bool Covers(string outer, string inner) =>
        inner == outer || inner.StartsWith(outer + ".", StringComparison.Ordinal);

    /// <summary>Paths of nulls.</summary>
    public static IEnumerable<string> Nulls(JsonObject values) =>
        Leaves(values, "").Where(leaf => leaf.Value is null).Select(leaf => leaf.Path);

    /// <summary>Everything that is no map, and maps that are empty, in the order of the document.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonObject values, string prefix)
    {
        foreach (var (name, value) in values)
        {
            var path = prefix + name;
            if (value is JsonObject { Count: > 0 } inner)
            {
                foreach (var leaf in Leaves(inner, path + "."))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return (path, value);
            }
        }
    }
}
