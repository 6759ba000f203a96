using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;

namespace Fairway.Schema.Custom;

/// <summary>Reads what a schema demands of its values.</summary>
internal static class FacetReader
{
    public static SchemaFacets Read(JsonObject schema) => new()
    {
        JsonType = CustomSchemaReader.TextOf(schema, "type") ?? "",
        Nullable = Flag(schema, "nullable"),
        PreservesUnknown = Flag(schema, "x-kubernetes-preserve-unknown-fields"),
        IsEmbedded = Flag(schema, "x-kubernetes-embedded-resource"),
        Values = schema["enum"] is JsonArray values ? [.. values.Select(value => value?.DeepClone())] : [],
        Minimum = Number(schema, "minimum"),
        ExclusiveMinimum = Flag(schema, "exclusiveMinimum"),
        Maximum = Number(schema, "maximum"),
        ExclusiveMaximum = Flag(schema, "exclusiveMaximum"),
        MultipleOf = Number(schema, "multipleOf"),
        Length = new Bounds(Whole(schema, "minLength"), Whole(schema, "maxLength")),
        Items = new Bounds(Whole(schema, "minItems"), Whole(schema, "maxItems")),
        Properties = new Bounds(Whole(schema, "minProperties"), Whole(schema, "maxProperties")),
        Pattern = CustomSchemaReader.TextOf(schema, "pattern"),
        AllOf = Schemas(schema, "allOf"),
        AnyOf = Schemas(schema, "anyOf"),
        OneOf = Schemas(schema, "oneOf"),
        Rules = SchemaRule.ReadAll(schema),
        Not = schema["not"] is JsonObject not ? CustomSchemaReader.Read(not) : null,
    };

    private static ImmutableArray<SchemaNode> Schemas(JsonObject schema, string key) =>
        schema[key] is JsonArray list ? [.. list.OfType<JsonObject>().Select(CustomSchemaReader.Read)] : [];

    private static bool Flag(JsonObject schema, string key) =>
        schema[key] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static double? Number(JsonObject schema, string key) =>
        schema[key] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? JsonNumbers.ToDouble(value)
            : null;

    private static long? Whole(JsonObject schema, string key) =>
        schema[key] is JsonValue value && JsonNumbers.TryWhole(value, out var whole) ? whole : null;
}
