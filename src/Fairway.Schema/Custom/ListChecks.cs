using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>
/// What the type of a list demands: elements of a set once, elements of a map with keys of their own.
/// </summary>
internal static class ListChecks
{
    /// <summary>What an element was before; null where that cannot be told.</summary>
    public static JsonNode? Counterpart(JsonNode? element, JsonArray? old, SchemaNode schema) =>
        old is null || schema.ListType != ListType.Map || element is not JsonObject map
            ? null
            : old.FirstOrDefault(was => was is JsonObject before && KeyOf(before, schema) == KeyOf(map, schema));

    public static void CheckUnique(JsonArray list, SchemaNode schema, string path, List<SchemaProblem> problems)
    {
        if (schema.ListType == ListType.Atomic)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var key = schema.ListType == ListType.Set ? Text(list[i])
                : list[i] is JsonObject map ? KeyOf(map, schema) : "";
            if (key.Length > 0 && !seen.Add(key))
            {
                problems.Add(new SchemaProblem("FieldValueDuplicate", $"{path}[{i}]", $"Duplicate value: {key}"));
            }
        }
    }

    private static string KeyOf(JsonObject element, SchemaNode schema)
    {
        var key = new JsonObject();
        foreach (var name in schema.ListMapKeys.Order(StringComparer.Ordinal))
        {
            if (element.TryGetPropertyValue(name, out var value))
            {
                key[name] = value?.DeepClone();
            }
        }

        return Text(key);
    }

    private static string Text(JsonNode? node) => System.Text.Encoding.UTF8.GetString(JsonText.Write(node));
}
