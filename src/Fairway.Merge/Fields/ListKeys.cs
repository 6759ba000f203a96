using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;
using Fairway.Schema;

namespace Fairway.Merge.Fields;

/// <summary>How elements of lists that merge are named.</summary>
internal static class ListKeys
{
    /// <summary>True where elements have names of their own; false where the list is one leaf.</summary>
    public static bool Merges(SchemaNode? list) => list is { Type: SchemaType.List, ListType: not ListType.Atomic };

    /// <summary>The name of one element.</summary>
    /// <returns>Null, or why the element has no name, in the API server's words.</returns>
    public static string? TryName(SchemaNode list, JsonNode? element, out PathElement name)
    {
        name = default;
        return list.ListType == ListType.Set ? NameValue(element, out name) : NameKeyed(list, element, out name);
    }

    private static string? NameValue(JsonNode? element, out PathElement name)
    {
        name = default;
        switch (element)
        {
            case null:
                return "associative list without keys has an element that's an explicit null";
            case JsonObject:
                return "associative list without keys has an element that's a map type";
            case JsonArray:
                return "not supported: associative list with lists as elements";
            default:
                name = new(PathKind.Value, CanonicalJson.Text(element));
                return null;
        }
    }

    private static string? NameKeyed(SchemaNode list, JsonNode? element, out PathElement name)
    {
        name = default;
        if (element is not JsonObject map)
        {
            return element is null
                ? "associative list with keys may not have a null element"
                : "associative list with keys may not have non-map elements";
        }

        var keys = list.ListMapKeys;
        if (keys.Length == 1 && map.TryGetPropertyValue(keys[0], out var only) && only is JsonValue)
        {
            name = new(PathKind.Key, string.Concat("{\"", keys[0], "\":", CanonicalJson.Text(only), "}"));
            return null;
        }

        return NameByAll(list, map, out name);
    }

    private static string? NameByAll(SchemaNode list, JsonObject map, out PathElement name)
    {
        var text = new StringBuilder(64).Append('{');
        foreach (var key in Sorted(list))
        {
            if (map.TryGetPropertyValue(key, out var value) || (value = Default(list, key)) is not null)
            {
                CanonicalJson.AppendString(text.Length == 1 ? text : text.Append(','), key).Append(':');
                CanonicalJson.Append(text, value);
            }
        }

        name = new(PathKind.Key, text.Append('}').ToString());
        if (text.Length > 2 || list.ListMapKeys.IsEmpty)
        {
            return null;
        }

        var keys = string.Join(' ', list.ListMapKeys.Select(k => $"\"{k}\""));
        return $"associative list with keys has an element that omits all key fields [{keys}] "
            + "(and doesn't have default values for any key fields)";
    }

    private static IEnumerable<string> Sorted(SchemaNode list)
    {
        var keys = list.ListMapKeys;
        for (var i = 1; i < keys.Length; i++)
        {
            if (string.CompareOrdinal(keys[i - 1], keys[i]) > 0)
            {
                return keys.Order(StringComparer.Ordinal);
            }
        }

        return keys;
    }

    private static JsonNode? Default(SchemaNode list, string key) =>
        list.Items is { } items && items.Properties.TryGetValue(key, out var field)
        && field.Default?.GetValueKind() is not (null or JsonValueKind.Null)
            ? field.Default
            : null;
}
