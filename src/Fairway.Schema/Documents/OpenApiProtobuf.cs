using System.Globalization;
using System.Text.Json;
using Fairway.Schema.Protobuf;

namespace Fairway.Schema.Documents;

/// <summary>
/// OpenAPI 2 in the protobuf form of openapiv2/OpenAPIv2.proto (gnostic), which Go clients ask for without an
/// alternative: kubectl looks there for kinds that no document of OpenAPI 3 has, among them every <c>kind: List</c>.
/// Pure. The field numbers are in <c>openapi2.tsv</c>; what has none there is left out.
/// </summary>
internal static class OpenApiProtobuf
{
    private const string Extension = "x-";
    private const string Text = "string";
    private const string Anything = "any";

    private const int ValueOfEntry = 2;

    // Field of gnostic's Any that holds a value as YAML, of which JSON is a part.
    private const int YamlOfAny = 2;

    private static readonly Dictionary<(string Message, string Key), Field> Fields = EmbeddedTable
        .Read("Documents.openapi2.tsv")
        .ToDictionary(cells => (cells[0], cells[1]), cells => Field.Parse(cells[2], cells[3]));

    /// <param name="json">The document as UTF-8 JSON.</param>
    public static byte[] Write(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var writer = new WireWriter();
        WriteMessage(writer, "Document", document.RootElement);
        return writer.Written.ToArray();
    }

    private static void WriteMessage(WireWriter writer, string message, JsonElement content)
    {
        foreach (var property in content.EnumerateObject())
        {
            if (property.Name.StartsWith(Extension, StringComparison.Ordinal)
                && Fields.TryGetValue((message, Extension), out var extension))
            {
                WriteEntry(writer, extension with { Inner = [ValueOfEntry] }, property);
            }
            else if (Fields.TryGetValue((message, "*"), out var entry))
            {
                WriteEntry(writer, entry, property);
            }
            else
            {
                WriteProperty(writer, message, property);
            }
        }
    }

    /// <summary>An array is its items, each a field of its own.</summary>
    private static void WriteProperty(WireWriter writer, string message, JsonProperty property)
    {
        var isArray = property.Value.ValueKind == JsonValueKind.Array;
        foreach (var item in isArray ? [.. property.Value.EnumerateArray()] : new[] { property.Value })
        {
            if (Fields.TryGetValue((message, $"{property.Name}:{Variant(item)}"), out var field)
                || Fields.TryGetValue((message, property.Name), out field))
            {
                WriteValue(writer, field.Path, field.Form, item);
            }
        }
    }

    private static string Variant(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object when item.TryGetProperty("in", out var place) && place.ValueKind == JsonValueKind.String =>
            place.GetString()!,
        _ => "",
    };

    /// <summary>One entry of a map: its key is field 1.</summary>
    private static void WriteEntry(WireWriter writer, Field field, JsonProperty property)
    {
        var entry = writer.Open(field.Path[0]);
        writer.Text(1, property.Name);
        WriteValue(writer, field.Inner, field.Form, property.Value);
        writer.Close(entry);
    }

    private static void WriteValue(WireWriter writer, ReadOnlySpan<int> path, string form, JsonElement value)
    {
        if (path.Length > 1)
        {
            var outer = writer.Open(path[0]);
            WriteValue(writer, path[1..], form, value);
            writer.Close(outer);
            return;
        }

        var number = path[0];
        switch (form)
        {
            case Text:
                writer.Text(number, value.GetString()!);
                break;
            case "boolean":
                writer.Varint(number, value.GetBoolean() ? 1UL : 0);
                break;
            case "integer":
                writer.Varint(number, (ulong)value.GetInt64());
                break;
            case "number":
                writer.Fixed64(number, (ulong)BitConverter.DoubleToInt64Bits(value.GetDouble()));
                break;
            case Anything:
                var any = writer.Open(number);
                writer.Text(YamlOfAny, value.GetRawText());
                writer.Close(any);
                break;
            default:
                var inner = writer.Open(number);
                WriteMessage(writer, form, value);
                writer.Close(inner);
                break;
        }
    }

    /// <param name="Path">Numbers of the messages that the value lies in, outermost first, and its own.</param>
    /// <param name="Inner">The same inside an entry of a map.</param>
    /// <param name="Form">A scalar, or the message that the value is.</param>
    private sealed record Field(int[] Path, int[] Inner, string Form)
    {
        public static Field Parse(string path, string form)
        {
            var parts = path.Split('/');
            return new Field(Numbers(parts[0]), parts.Length > 1 ? Numbers(parts[1]) : [], form);
        }

        private static int[] Numbers(string dotted) =>
            [.. dotted.Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }
}
