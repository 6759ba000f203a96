using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;

namespace Fairway.Schema.Protobuf;

/// <summary>
/// Places in the schema of a custom resource that JSON writes as a schema or as something else (a truth value, schemas,
/// names), and that are a message with a field for either.
/// </summary>
/// <param name="Schema">Number of the schema.</param>
/// <param name="Other">Number of what stands in its place.</param>
internal sealed record SchemaUnion(int Schema, int Other, SchemaUnionKind Kind)
{
    private const string Definition =
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";

    private static readonly SchemaUnion OrTruth = new(2, 1, SchemaUnionKind.Truth);
    private static readonly SchemaUnion OrSchemas = new(1, 2, SchemaUnionKind.Schemas);
    private static readonly SchemaUnion OrNames = new(1, 2, SchemaUnionKind.Names);

    private static SchemaNode Props => BuiltInSchemas.Find(Definition)!;

    /// <summary>The union that the place is; null for any other place.</summary>
    public static SchemaUnion? Of(SchemaNode place) => place.Name switch
    {
        Definition + "OrBool" => OrTruth,
        Definition + "OrArray" => OrSchemas,
        Definition + "OrStringArray" => OrNames,
        _ => null,
    };

    public JsonNode? Read(ReadOnlySpan<byte> message, int depth)
    {
        var (schema, truth, list) = ((JsonObject?)null, false, new JsonArray());
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Number == Schema)
            {
                schema = ReadSchema(reader.Bytes, depth);
            }
            else if (reader.Number != Other)
            {
                continue;
            }
            else if (Kind == SchemaUnionKind.Truth)
            {
                truth = reader.Bits != 0;
            }
            else
            {
                list.Add(Kind == SchemaUnionKind.Schemas
                    ? ReadSchema(reader.Bytes, depth)
                    : JsonValue.Create(Encoding.UTF8.GetString(reader.Bytes)));
            }
        }

        return schema is not null ? schema
            : Kind == SchemaUnionKind.Truth ? JsonValue.Create(truth)
            : list;
    }

    public void Write(WireWriter output, JsonNode? value)
    {
        if (Kind == SchemaUnionKind.Truth)
        {
            // A schema allows what it describes; the reference server sets both.
            output.Varint(Other, value is JsonObject || (value is JsonValue truth && truth.GetValue<bool>()) ? 1u : 0u);
        }

        if (value is JsonObject schema)
        {
            WriteSchema(output, Schema, schema);
        }

        foreach (var item in value as JsonArray ?? [])
        {
            if (item is JsonObject one)
            {
                WriteSchema(output, Other, one);
            }
            else
            {
                output.Text(Other, item?.GetValue<string>() ?? "");
            }
        }
    }

    /// <summary>Without its empty places: nobody looks for them here, as the place may hold anything in JSON.</summary>
    private static JsonObject ReadSchema(ReadOnlySpan<byte> message, int depth)
    {
        var read = new JsonObject();
        MessageReader.ReadInto(read, message, Props, depth);
        SchemaDecoder.Decode(read, Props);
        return read;
    }

    private static void WriteSchema(WireWriter output, int number, JsonObject schema)
    {
        var inner = output.Open(number);
        MessageWriter.Write(output, schema, Props);
        output.Close(inner);
    }
}
