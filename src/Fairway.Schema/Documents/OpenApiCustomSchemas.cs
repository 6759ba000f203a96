using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Documents;

/// <summary>
/// Writes the schemas of custom resources: as they were declared, with the places that every object has. OpenAPI 2
/// leaves out what kubectl cannot validate by.
/// </summary>
internal static class OpenApiCustomSchemas
{
    private const string AnyKind = "io.k8s.api.core.v1.ConfigMap";

    private const string Preserve = "x-kubernetes-preserve-unknown-fields";

    public static void Write(Utf8JsonWriter writer, SchemaNode definition, OpenApiDialect dialect)
    {
        var declared = definition.Facets!.Declared!;
        if (dialect == OpenApiDialect.V2)
        {
            if (IsTrue(declared, Preserve))
            {
                writer.WriteString("type", "object");
                OpenApiSchemas.WriteKind(writer, definition);
                return;
            }

            declared = (JsonObject)declared.DeepClone();
            Simplify(declared);
        }

        foreach (var (name, value) in declared)
        {
            if (name != "properties" && value is not null)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }

        writer.WriteStartObject("properties");
        foreach (var name in definition.Properties.Keys.Order(StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            WriteProperty(writer, name, declared["properties"]?[name], dialect);
        }

        writer.WriteEndObject();
        OpenApiSchemas.WriteKind(writer, definition);
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, JsonNode? declared, OpenApiDialect dialect)
    {
        if (name is "apiVersion" or "kind" or "metadata" || declared is null)
        {
            writer.WriteStartObject();
            OpenApiSchemas.WritePlace(
                writer, BuiltInSchemas.Find(AnyKind)!.Properties[name], dialect);
            writer.WriteEndObject();
        }
        else
        {
            declared.WriteTo(writer);
        }
    }

    /// <summary>
    /// What may be anything, or null, loses its type and its parts: kubectl would refuse what they do not name.
    /// Source: apiextensions-apiserver, pkg/controller/openapi/v2.
    /// </summary>
    private static void Simplify(JsonObject schema)
    {
        foreach (var junctor in new[] { "allOf", "oneOf", "anyOf", "not" })
        {
            schema.Remove(junctor);
        }

        var (nullable, preserves) = (IsTrue(schema, "nullable"), IsTrue(schema, Preserve));
        if (nullable || preserves)
        {
            schema.Remove("items");
            schema.Remove("properties");
        }

        var isArray = (string?)schema["type"] == "array" && schema["items"] is null;
        var isOpenObject = (string?)schema["type"] == "object" && preserves;
        if (nullable || isArray || isOpenObject)
        {
            schema.Remove("type");
        }

        schema.Remove("nullable");
        if (schema["required"] is JsonArray required && schema["properties"] is JsonObject properties)
        {
            required.RemoveAll(name => properties[(string)name!] is JsonObject part && IsTrue(part, "nullable"));
        }

        foreach (var part in Parts(schema))
        {
            Simplify(part);
        }
    }

    private static IEnumerable<JsonObject> Parts(JsonObject schema) =>
        (schema["properties"] as JsonObject ?? []).Select(property => property.Value)
            .Append(schema["items"])
            .Append(schema["additionalProperties"])
            .OfType<JsonObject>();

    private static bool IsTrue(JsonObject schema, string name) =>
        schema[name] is JsonValue value && value.TryGetValue<bool>(out var isTrue) && isTrue;
}
