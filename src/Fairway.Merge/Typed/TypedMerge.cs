using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Typed;

/// <summary>
/// Merges an applied configuration into an object: what the configuration speaks of wins, and lists and maps that have
/// several owners merge by element. Arguments are only read; the result is a new tree.
/// </summary>
internal static class TypedMerge
{
    /// <summary>Merges two objects.</summary>
    /// <exception cref="FieldSetException">An element of a list that merges has no key.</exception>
    public static JsonObject Merge(JsonObject live, JsonObject config, SchemaNode? schema) =>
        Members(live, config, schema);

    private static JsonNode? Value(JsonNode? live, JsonNode? config, SchemaNode? schema)
    {
        switch (FieldShapes.Of(schema, live, config))
        {
            case FieldShape.Members when live is JsonObject { Count: > 0 } || config is JsonObject { Count: > 0 }:
                return live is JsonValue || config is JsonValue
                    ? config?.DeepClone()
                    : Members(live as JsonObject ?? [], config as JsonObject ?? [], schema);
            case FieldShape.Elements when live is JsonArray { Count: > 0 } || config is JsonArray { Count: > 0 }:
                return Elements(live as JsonArray ?? [], config as JsonArray ?? [], schema!);
            default:
                return config?.DeepClone();
        }
    }

    private static JsonObject Members(JsonObject live, JsonObject config, SchemaNode? schema)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in live)
        {
            merged[name] = config.TryGetPropertyValue(name, out var applied)
                ? Value(value, applied, FieldShapes.Member(schema, name))
                : value?.DeepClone();
        }

        foreach (var (name, value) in config)
        {
            if (!live.ContainsKey(name))
            {
                merged[name] = value?.DeepClone();
            }
        }

        return merged;
    }

    private static JsonArray Elements(JsonArray live, JsonArray config, SchemaNode list)
    {
        var left = NamedList.Of(live, list);
        var right = NamedList.Of(config, list);
        var merged = new JsonArray();
        foreach (var (old, applied) in MergeOrder.Weave(left, right))
        {
            merged.Add(applied < 0 ? live[old]?.DeepClone()
                : old < 0 ? config[applied]?.DeepClone()
                : Value(left.IsMany(old) ? null : live[old], config[applied], list.Items));
        }

        return merged;
    }
}
