using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Values as the reference server shows them in errors: fields in the order of its types, maps by
/// key.</summary>
internal static class Shown
{
    /// <summary>A map.</summary>
    public static JsonNode? Map(JsonNode? node) => node is JsonObject map
        ? new JsonObject(map
            .OrderBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => KeyValuePair.Create(e.Key, e.Value?.DeepClone())))
        : null;

    /// <summary>A label selector.</summary>
    public static JsonNode? Selector(JsonNode? node)
    {
        if (node is not JsonObject selector)
        {
            return null;
        }

        var shown = new JsonObject();
        if (selector["matchLabels"] is JsonObject { Count: > 0 } labels)
        {
            shown["matchLabels"] = Map(labels);
        }

        if (selector["matchExpressions"] is JsonArray { Count: > 0 } expressions)
        {
            shown["matchExpressions"] =
                new JsonArray([.. expressions.Select(e => Ordered(e, "key", "operator", "values"))]);
        }

        return shown;
    }

    /// <summary>The fields that are there, in this order.</summary>
    public static JsonNode? Ordered(JsonNode? node, params ReadOnlySpan<string> fields)
    {
        if (node is not JsonObject from)
        {
            return null;
        }

        var shown = new JsonObject();
        foreach (var field in fields)
        {
            if (from[field] is { } value)
            {
                shown[field] = value.DeepClone();
            }
        }

        return shown;
    }

    /// <summary>
    /// The fields under the names of the reference server's inner types, which have capitals and show what is not there
    /// as null or as an empty text.
    /// </summary>
    public static JsonObject Inner(JsonNode? node, params ReadOnlySpan<(string Name, bool IsText)> fields)
    {
        var shown = new JsonObject();
        foreach (var (name, isText) in fields)
        {
            var value = (node as JsonObject)?[name]?.DeepClone();
            shown[Capital(name)] = value ?? (isText ? JsonValue.Create("") : null);
        }

        return shown;
    }

    /// <summary>Everything under the names of inner types. What is not there is left out, which those would
    /// show.</summary>
    public static JsonNode? Capitals(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(e => KeyValuePair.Create(Capital(e.Key), Capitals(e.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Capitals)]),
        _ => node?.DeepClone(),
    };

    private static string Capital(string name) => name switch
    {
        "apiGroup" => "APIGroup",
        _ => char.ToUpperInvariant(name[0]) + name[1..],
    };
}
