using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;

namespace Fairway.Schema.Protobuf;

/// <summary>
/// Writes an object into the message of its definition. What JSON has is written, be it empty; what it lacks or has as
/// null is not, and reads as null or as empty, by how the place is held.
/// </summary>
internal static class MessageWriter
{
    /// <summary>Numbers of a map's entry, which is a message of its own, and of a list's elements in one.</summary>
    private const int Key = 1, Value = 2, Element = 1;

    public static void Write(WireWriter output, JsonObject value, SchemaNode schema) =>
        WriteFields(output, value, schema, schema.Name!);

    private static void WriteFields(WireWriter output, JsonObject value, SchemaNode schema, string form)
    {
        foreach (var (number, name) in FieldNumbers.InOrder(form))
        {
            if (name[0] == '@')
            {
                var inner = output.Open(number);
                WriteFields(output, value, schema, name[1..]);
                output.CloseUnlessEmpty(inner);
            }
            else if (value[name] is { } held && schema.Properties.TryGetValue(name, out var place))
            {
                WritePlace(output, number, held, place);
            }
        }
    }

    private static void WritePlace(WireWriter output, int number, JsonNode held, SchemaNode place)
    {
        switch (place.Type)
        {
            case SchemaType.List:
                WriteElements(output, number, (JsonArray)held, place.Items!);
                break;
            case SchemaType.Map:
                WriteEntries(output, number, (JsonObject)held, place.Items!);
                break;
            default:
                WriteValue(output, number, held, place);
                break;
        }
    }

    private static void WriteElements(WireWriter output, int number, JsonArray list, SchemaNode element)
    {
        foreach (var item in list)
        {
            WriteValue(output, number, item, element);
        }
    }

    private static void WriteEntries(WireWriter output, int number, JsonObject map, SchemaNode element)
    {
        foreach (var (key, value) in map)
        {
            var entry = output.Open(number);
            output.Text(Key, key);
            if (element.Type == SchemaType.List)
            {
                var items = output.Open(Value);
                WriteElements(output, Element, value as JsonArray ?? [], element.Items!);
                output.Close(items);
            }
            else
            {
                WriteValue(output, Value, value, element);
            }

            output.Close(entry);
        }
    }

    /// <summary>One value; null only in lists and maps, where it stands for what is empty.</summary>
    private static void WriteValue(WireWriter output, int number, JsonNode? value, SchemaNode place)
    {
        switch (place.Type)
        {
            case SchemaType.Integer:
                output.Varint(number, value is JsonValue whole && JsonNumbers.TryWhole(whole, out var bits)
                    ? (ulong)bits
                    : 0);
                break;
            case SchemaType.Boolean:
                output.Varint(number, value is not null && value.GetValue<bool>() ? 1u : 0u);
                break;
            case SchemaType.Number:
                var real = value is JsonValue given ? JsonNumbers.ToDouble(given) : 0;
                output.Fixed64(number, BitConverter.DoubleToUInt64Bits(real));
                break;
            case SchemaType.String when place.Format == "byte":
                output.Bytes(number, Convert.FromBase64String(Text(value)));
                break;
            case SchemaType.String when place.Format != "date-time":
                output.Text(number, Text(value));
                break;
            default:
                var inner = output.Open(number);
                WriteMessage(output, value, place);
                output.Close(inner);
                break;
        }
    }

    private static void WriteMessage(WireWriter output, JsonNode? value, SchemaNode place)
    {
        switch (place.Type)
        {
            case SchemaType.Object:
                WriteFields(output, value as JsonObject ?? [], place, place.Name!);
                break;
            case SchemaType.String:
                WellKnownMessages.WriteTime(output, Text(value));
                break;
            case SchemaType.Quantity:
                WellKnownMessages.WriteQuantity(output, value as JsonValue);
                break;
            case SchemaType.IntOrString:
                WellKnownMessages.WriteIntOrString(output, value as JsonValue);
                break;
            default:
                if (SchemaUnion.Of(place) is { } union)
                {
                    union.Write(output, value);
                }
                else
                {
                    WellKnownMessages.WriteRaw(output, value);
                }

                break;
        }
    }

    private static string Text(JsonNode? value) => value?.GetValue<string>() ?? "";
}
