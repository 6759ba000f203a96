using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Documents;

/// <summary>
/// Writes the schemas of custom resources as OpenAPI 3: as they were declared, with the places that every object has.
/// </summary>
internal static class OpenApiCustomSchemas
{
    private const string AnyKind = "io.k8s.api.core.v1.ConfigMap";

    public static void Write(Utf8JsonWriter writer, SchemaNode definition)
    {
        var declared = definition.Facets!.Declared!;
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
            WriteProperty(writer, name, declared["properties"]?[name]);
        }

        writer.WriteEndObject();
        OpenApiSchemas.WriteKind(writer, definition);
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, JsonNode? declared)
    {
        if (name is "apiVersion" or "kind" or "metadata" || declared is null)
        {
            writer.WriteStartObject();
            OpenApiSchemas.WritePlace(
                writer, BuiltInSchemas.Find(AnyKind)!.Properties[name], OpenApiDialect.V3);
            writer.WriteEndObject();
        }
        else
        {
            declared.WriteTo(writer);
        }
    }
}
