using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;

namespace Fairway.Schema.Documents;

/// <summary>Writes schemas as OpenAPI, with the extensions by which clients merge.</summary>
internal static class OpenApiSchemas
{
    public static void WriteAll(
        Utf8JsonWriter writer,
        SortedDictionary<string, SchemaNode> definitions,
        OpenApiDialect dialect)
    {
        foreach (var (name, definition) in definitions)
        {
            writer.WriteStartObject(name);
            WriteDefinition(writer, definition, dialect);
            writer.WriteEndObject();
        }

        writer.WriteStartObject(DefinitionNames.Patch);
        writer.WriteString("type", "object");
        writer.WriteEndObject();
    }

    public static void WriteReference(Utf8JsonWriter writer, string definition, OpenApiDialect dialect) =>
        writer.WriteString(
            "$ref",
            $"{(dialect == OpenApiDialect.V3 ? "#/components/schemas/" : "#/definitions/")}{definition}");

    private static void WriteDefinition(Utf8JsonWriter writer, SchemaNode definition, OpenApiDialect dialect)
    {
        if (definition.Facets is { Declared: not null })
        {
            OpenApiCustomSchemas.Write(writer, definition, dialect);
        }
        else if (definition.Type == SchemaType.Object)
        {
            WriteDescription(writer, definition);
            WriteObject(writer, definition, dialect);
            WriteKind(writer, definition);
        }
        else
        {
            WriteOpenType(writer, definition, dialect);
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, SchemaNode node, OpenApiDialect dialect)
    {
        writer.WriteString("type", "object");
        if (node.Properties.Count > 0)
        {
            writer.WriteStartObject("properties");
            foreach (var (name, place) in node.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(name);
                WritePlace(writer, place, dialect);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteTextsIfAny("required", node.Required);
        if (node.AtomicMap)
        {
            writer.WriteString("x-kubernetes-map-type", "atomic");
        }
    }

    /// <summary>Definitions that are no objects; they have no description in the models.</summary>
    private static void WriteOpenType(Utf8JsonWriter writer, SchemaNode node, OpenApiDialect dialect)
    {
        switch (node.Type)
        {
            case SchemaType.IntOrString:
                writer.WriteString("format", "int-or-string");
                WriteEither(writer, "integer", "string", dialect);
                break;
            case SchemaType.Quantity:
                WriteEither(writer, "string", "number", dialect);
                break;
            case SchemaType.Any when !node.Name!.Contains("apiextensions", StringComparison.Ordinal):
                writer.WriteString("type", "object");
                break;
            case SchemaType.String:
                writer.WriteString("type", "string");
                writer.WriteString("format", "date-time");
                break;
            default:
                break;
        }
    }

    private static void WriteEither(Utf8JsonWriter writer, string first, string second, OpenApiDialect dialect)
    {
        if (dialect == OpenApiDialect.V2)
        {
            writer.WriteString("type", "string");
            return;
        }

        writer.WriteStartArray("oneOf");
        foreach (var type in (string[])[first, second])
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WritePlace(Utf8JsonWriter writer, SchemaNode place, OpenApiDialect dialect)
    {
        WriteDescription(writer, place);
        if (dialect == OpenApiDialect.V3)
        {
            WriteDefault(writer, place);
        }

        if (place.Name is { } name)
        {
            WriteReferenceBesideOthers(writer, place, name, dialect);
        }
        else
        {
            WriteType(writer, place, dialect);
        }

        WriteExtensions(writer, place);
    }

    private static void WriteReferenceBesideOthers(
        Utf8JsonWriter writer,
        SchemaNode place,
        string name,
        OpenApiDialect dialect)
    {
        var alone = place.Description.Length == 0 && DefaultOf(place) is null;
        if (dialect == OpenApiDialect.V2 || alone)
        {
            WriteReference(writer, name, dialect);
            return;
        }

        writer.WriteStartArray("allOf");
        writer.WriteStartObject();
        WriteReference(writer, name, dialect);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter writer, SchemaNode place, OpenApiDialect dialect)
    {
        switch (place.Type)
        {
            case SchemaType.Object:
                WriteObject(writer, place, dialect);
                break;
            case SchemaType.Map:
                writer.WriteString("type", "object");
                WriteElement(writer, "additionalProperties", place.Items!, dialect);
                break;
            case SchemaType.List:
                writer.WriteString("type", "array");
                WriteElement(writer, "items", place.Items!, dialect);
                break;
            case SchemaType.Any:
                break;
            default:
                writer.WriteString("type", place.Type.ToString().ToLowerInvariant());
                break;
        }

        if (place.Format is { } format)
        {
            writer.WriteString("format", format);
        }

        if (dialect == OpenApiDialect.V3)
        {
            writer.WriteTextsIfAny("enum", place.Enum);
        }
    }

    private static void WriteElement(Utf8JsonWriter writer, string key, SchemaNode element, OpenApiDialect dialect)
    {
        writer.WriteStartObject(key);
        if (element.Name is { } name)
        {
            WriteReference(writer, name, dialect);
        }
        else
        {
            WritePlace(writer, element, dialect);
        }

        writer.WriteEndObject();
    }

    private static void WriteDescription(Utf8JsonWriter writer, SchemaNode node)
    {
        if (node.Description is { Length: > 0 } text)
        {
            writer.WriteString("description", text);
        }
    }

    private static void WriteDefault(Utf8JsonWriter writer, SchemaNode place)
    {
        if (DefaultOf(place) is { } value)
        {
            writer.WritePropertyName("default");
            value.WriteTo(writer);
        }
    }

    /// <summary>What a place declares, or what it holds when nobody set it and it is always written.</summary>
    private static JsonNode? DefaultOf(SchemaNode place)
    {
        if (place.Default is { } declared)
        {
            return declared;
        }

        if (place.Presence != Presence.Always)
        {
            return null;
        }

        return place.Type switch
        {
            SchemaType.Object => new JsonObject(),
            SchemaType.String or SchemaType.Integer => Completion.Zero(place),
            SchemaType.Number or SchemaType.Boolean => Completion.Zero(place),
            _ => null,
        };
    }

    private static void WriteExtensions(Utf8JsonWriter writer, SchemaNode place)
    {
        if (place.Type == SchemaType.List && place.ListTypeStated)
        {
            writer.WriteTextsIfAny("x-kubernetes-list-map-keys", place.ListMapKeys);
            writer.WriteString("x-kubernetes-list-type", place.ListType.ToString().ToLowerInvariant());
        }

        if (place.AtomicMap && place.Definition is not { AtomicMap: true } && place.Type != SchemaType.Object)
        {
            writer.WriteString("x-kubernetes-map-type", "atomic");
        }

        if (place.PatchMergeKey is { } key)
        {
            writer.WriteString("x-kubernetes-patch-merge-key", key);
        }

        if (place.PatchStrategy is { } strategy)
        {
            writer.WriteString("x-kubernetes-patch-strategy", strategy);
        }
    }

    internal static void WriteKind(Utf8JsonWriter writer, SchemaNode definition)
    {
        if (definition.Kind is not { } kind)
        {
            return;
        }

        writer.WriteStartArray("x-kubernetes-group-version-kind");
        writer.WriteStartObject();
        writer.WriteString("group", kind.Group);
        writer.WriteString("kind", kind.Kind);
        writer.WriteString("version", kind.Version);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
