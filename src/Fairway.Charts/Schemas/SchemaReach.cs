using System.Text.Json;

namespace Fairway.Charts.Schemas;

/// <summary>Whether a schema can tell values apart that differ only in the texts of one map.</summary>
internal static class SchemaReach
{
    private const string Properties = "properties";
    private const string Additional = "additionalProperties";

    // Keywords by which nothing is said of a value's content.
    private static readonly string[] OfAnything =
        ["$schema", "$id", "id", "$comment", "title", "description", "default", "examples", "type"];

    private static readonly string[] OfMaps =
        [.. OfAnything, "required", "minProperties", "maxProperties", "definitions", "$defs", Properties, Additional];

    /// <summary>
    /// True where no answer depends on the texts in the map of that name: it is told apart by its members' names and
    /// by their being texts, at most. False wherever that is not plain.
    /// </summary>
    /// <param name="schema">The schema of all values; null for none.</param>
    /// <param name="key">The map's name; null for none.</param>
    public static bool IsBlindTo(SchemaDocument? schema, string? key)
    {
        if (schema is null || key is null)
        {
            return true;
        }

        return IsOfMap(schema.Root)
            && (!HasMember(schema.Root, key, out var inner)
                || inner.ValueKind is JsonValueKind.True or JsonValueKind.False
                || (IsOfMap(inner) && Members(inner).All(member => IsOf(member.Value, OfAnything))));
    }

    private static bool IsOfMap(JsonElement schema) =>
        IsOf(schema, OfMaps)
        && (!schema.TryGetProperty(Additional, out var others)
            || others.ValueKind is JsonValueKind.True or JsonValueKind.False);

    private static bool IsOf(JsonElement schema, string[] keywords) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.EnumerateObject().All(keyword => keywords.Contains(keyword.Name));

    private static bool HasMember(JsonElement schema, string key, out JsonElement inner)
    {
        inner = default;
        return schema.TryGetProperty(Properties, out var members)
            && members.ValueKind == JsonValueKind.Object
            && members.TryGetProperty(key, out inner);
    }

    private static IEnumerable<JsonProperty> Members(JsonElement schema) =>
        schema.TryGetProperty(Properties, out var members) && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject()
            : [];
}
