using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>
/// What the type of a list demands: elements of a set once, elements of a map with keys of their own.
/// </summary>
public static class ListChecks
{
    /// <summary>All elements that stand where an equal one, or one of the same keys, stands before.</summary>
    /// <param name="value">The object; only read.</param>
    /// <param name="schema">Its schema.</param>
    public static ImmutableArray<SchemaProblem> Check(JsonObject value, SchemaNode schema)
    {
        var problems = new List<SchemaProblem>();
        CheckMap(value, schema, "", problems);
        return [.. problems];
    }

    /// <summary>What an element was before; null where that cannot be told.</summary>
    public static JsonNode? Counterpart(JsonNode? element, JsonArray? old, SchemaNode schema) =>
        old is null || schema.ListType != ListType.Map || element is not JsonObject map
            ? null
            : old.FirstOrDefault(was => was is JsonObject before && KeyOf(before, schema) == KeyOf(map, schema));

    private static void CheckMap(JsonObject map, SchemaNode schema, string path, List<SchemaProblem> problems)
    {
        foreach (var (name, held) in map)
        {
            if (held is not (JsonObject or JsonArray))
            {
                continue;
            }

            var place = schema.Type == SchemaType.Map ? schema.Items : schema.Properties.GetValueOrDefault(name);
            if (place is { Definition: null })
            {
                CheckValue(held, place, schema.Type == SchemaType.Map ? $"{path}[{name}]" : Join(path, name), problems);
            }
        }
    }

    private static void CheckValue(JsonNode? value, SchemaNode schema, string path, List<SchemaProblem> problems)
    {
        if (value is JsonObject map)
        {
            CheckMap(map, schema, path, problems);
        }
        else if (value is JsonArray list)
        {
            CheckList(list, schema, path, problems);
        }
    }

    private static void CheckList(JsonArray list, SchemaNode schema, string path, List<SchemaProblem> problems)
    {
        if (schema.ListType == ListType.Map && !list.All(element => element is null or JsonObject))
        {
            var at = list.ToList().FindIndex(element => element is not (null or JsonObject));
            problems.Add(new SchemaProblem(
                "FieldValueInvalid",
                $"{path}[{at}]",
                $"Invalid value: {Text(list[at])}: must be an object for an array of list-type map"));
        }
        else if (schema.ListType != ListType.Atomic && list.Count > 1)
        {
            CheckUnique(list, schema, path, problems);
        }

        for (var i = 0; i < list.Count && schema.Items is not null; i++)
        {
            CheckValue(list[i], schema.Items, $"{path}[{i}]", problems);
        }
    }

    /// <summary>The second of equal elements is told, a third is not.</summary>
    private static void CheckUnique(JsonArray list, SchemaNode schema, string path, List<SchemaProblem> problems)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var key = schema.ListType == ListType.Set ? Text(list[i])
                : list[i] is JsonObject map ? KeyOf(map, schema) : "{}";
            var seen = times.GetValueOrDefault(key);
            times[key] = seen + 1;
            if (seen == 1)
            {
                problems.Add(new SchemaProblem("FieldValueDuplicate", $"{path}[{i}]", $"Duplicate value: {key}"));
            }
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

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
