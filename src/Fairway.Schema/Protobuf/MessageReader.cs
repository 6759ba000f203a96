using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Protobuf;

/// <summary>Reads one message into an object, by the schema of its definition.</summary>
internal static class MessageReader
{
    /// <summary>No kind nests nearly so deep; a body that does is not stopped by the stack but here.</summary>
    private const int MostDepth = 100;

    public static void ReadInto(JsonObject target, ReadOnlySpan<byte> message, SchemaNode schema, int depth = 0) =>
        ReadFields(target, message, schema, schema.Name!, depth);

    private static void ReadFields(
        JsonObject target,
        ReadOnlySpan<byte> message,
        SchemaNode schema,
        string form,
        int depth)
    {
        if (depth > MostDepth)
        {
            throw new ProtobufFormatException($"proto: messages are nested more than {MostDepth} deep");
        }

        var fields = FieldNumbers.Of(form);
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (!fields.TryGetValue(reader.Number, out var name))
            {
                continue;
            }

            if (name[0] == '@')
            {
                ReadFields(target, reader.Bytes, schema, name[1..], depth + 1);
            }
            else if (schema.Properties.TryGetValue(name, out var place))
            {
                ReadPlace(target, name, place, ref reader, depth);
            }
        }
    }

    private static void ReadPlace(JsonObject target, string name, SchemaNode place, ref WireReader reader, int depth)
    {
        switch (place.Type)
        {
            case SchemaType.List:
                ReadElements(Need(target, name, () => new JsonArray()), place.Items!, ref reader, depth);
                break;
            case SchemaType.Map:
                ReadEntry(Need(target, name, () => new JsonObject()), place.Items!, reader.Bytes, depth);
                break;
            default:
                target[name] = ReadValue(place, ref reader, depth);
                break;
        }
    }

    private static T Need<T>(JsonObject target, string name, Func<T> make)
        where T : JsonNode
    {
        if (target[name] is T held)
        {
            return held;
        }

        var made = make();
        target[name] = made;
        return made;
    }

    /// <summary>One element, or several numbers packed into one field.</summary>
    private static void ReadElements(JsonArray list, SchemaNode element, ref WireReader reader, int depth)
    {
        if (reader.Type == WireType.Bytes
            && element.Type is SchemaType.Integer or SchemaType.Boolean && !reader.Bytes.IsEmpty)
        {
            var packed = new WireReader(reader.Bytes);
            while (!packed.AtEnd)
            {
                list.Add(Number(element, packed.ReadVarint()));
            }
        }
        else
        {
            list.Add(ReadValue(element, ref reader, depth));
        }
    }

    private static void ReadEntry(JsonObject map, SchemaNode element, ReadOnlySpan<byte> entry, int depth)
    {
        var (key, value) = ("", (JsonNode?)null);
        var reader = new WireReader(entry);
        while (reader.Read())
        {
            if (reader.Number == 1)
            {
                key = Encoding.UTF8.GetString(reader.Bytes);
            }
            else if (reader.Number == 2)
            {
                value = element.Type == SchemaType.List
                    ? ReadItems(element.Items!, reader.Bytes, depth)
                    : ReadValue(element, ref reader, depth);
            }
        }

        map[key] = value ?? Decoding.Completion.Zero(element);
    }

    /// <summary>A list that is a message of its own, as it is where it is the value of a map.</summary>
    private static JsonArray ReadItems(SchemaNode element, ReadOnlySpan<byte> message, int depth)
    {
        var list = new JsonArray();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            ReadElements(list, element, ref reader, depth + 1);
        }

        return list;
    }

    private static JsonNode? ReadValue(SchemaNode place, ref WireReader reader, int depth)
    {
        switch (place.Type)
        {
            case SchemaType.Object:
                var inner = new JsonObject();
                ReadFields(inner, reader.Bytes, place, place.Name!, depth + 1);
                return inner;
            case SchemaType.Integer or SchemaType.Boolean:
                return Number(place, reader.Bits);
            case SchemaType.Number:
                return Real(BitConverter.UInt64BitsToDouble(reader.Bits));
            case SchemaType.String when place.Format == "byte":
                return JsonValue.Create(Convert.ToBase64String(reader.Bytes));
            case SchemaType.String when place.Format == "date-time":
                return WellKnownMessages.ReadTime(reader.Bytes, place.TypeLabel == "v1.MicroTime");
            case SchemaType.String:
                return JsonValue.Create(Encoding.UTF8.GetString(reader.Bytes));
            case SchemaType.Quantity:
                return WellKnownMessages.ReadQuantity(reader.Bytes);
            case SchemaType.IntOrString:
                return WellKnownMessages.ReadIntOrString(reader.Bytes);
            default:
                return SchemaUnion.Of(place) is { } union
                    ? union.Read(reader.Bytes, depth + 1)
                    : WellKnownMessages.ReadRaw(reader.Bytes);
        }
    }

    /// <summary>JSON has neither infinity nor what is no number.</summary>
    private static JsonValue Real(double value) => double.IsFinite(value)
        ? JsonValue.Create(value)
        : throw new ProtobufFormatException("proto: a number is not finite");

    private static JsonValue Number(SchemaNode place, ulong bits) =>
        place.Type == SchemaType.Boolean ? JsonValue.Create(bits != 0) : JsonValue.Create((long)bits);
}
