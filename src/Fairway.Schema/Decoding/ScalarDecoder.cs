using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Quantities;

namespace Fairway.Schema.Decoding;

/// <summary>Checks one scalar and gives it its one form. Returns the same node where nothing changes.</summary>
internal static class ScalarDecoder
{
    private const string MicroTime = "v1.MicroTime";

    public static JsonNode? Decode(JsonNode value, SchemaNode place, DecodePath path) => place.Type switch
    {
        SchemaType.String => DecodeString(value, place, path),
        SchemaType.Integer => DecodeInteger(value, place, path),
        SchemaType.Number => Require(value, value.GetValueKind() == JsonValueKind.Number, place, path),
        SchemaType.Boolean => Require(value, IsBoolean(value), place, path),
        SchemaType.IntOrString => value.GetValueKind() == JsonValueKind.String
            ? value
            : DecodeWhole(value, "int32", path),
        _ => DecodeQuantity(value),
    };

    /// <summary>Amounts of resources have no more than three decimal places; what is finer is rounded up.</summary>
    public static void RoundResources(JsonObject amounts)
    {
        for (var i = 0; i < amounts.Count; i++)
        {
            var text = amounts.GetAt(i).Value!.GetValue<string>();
            var rounded = Quantity.Parse(text).RoundUpToMilli();
            if (rounded != text)
            {
                amounts.SetAt(i, JsonValue.Create(rounded));
            }
        }
    }

    private static bool IsBoolean(JsonNode value) => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static JsonNode Require(JsonNode value, bool fits, SchemaNode place, DecodePath path) =>
        fits ? value : throw path.Mismatch(value, place.TypeLabel);

    private static JsonNode? DecodeString(JsonNode value, SchemaNode place, DecodePath path)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
        {
            throw path.Mismatch(value, place.Format == "date-time" ? "string" : place.TypeLabel);
        }

        switch (place.Format)
        {
            case "date-time":
                var written = Rfc3339.Normalise(text, place.TypeLabel == MicroTime);
                return written == text ? value : written is null ? null : JsonValue.Create(written);
            case "byte":
                Base64Text.Check(text);
                return value;
            default:
                return value;
        }
    }

    private static JsonNode DecodeInteger(JsonNode value, SchemaNode place, DecodePath path)
    {
        if (value.GetValueKind() != JsonValueKind.Number)
        {
            throw path.Mismatch(value, place.TypeLabel);
        }

        return DecodeWhole(value, place.Format == "int32" ? "int32" : place.TypeLabel, path);
    }

    private static JsonNode DecodeWhole(JsonNode value, string label, DecodePath path)
    {
        if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.Number)
        {
            throw path.Mismatch(value, label);
        }

        return JsonNumbers.TryWhole(scalar, out var whole)
            && (label != "int32" || whole is >= int.MinValue and <= int.MaxValue)
            ? value
            : throw path.Mismatch($"number {JsonNumbers.Text(scalar)}", label);
    }

    private static JsonNode DecodeQuantity(JsonNode value)
    {
        if (value is not JsonValue scalar)
        {
            throw new SchemaMismatchException(Quantity.FormatMessage);
        }

        var isText = scalar.TryGetValue<string>(out var text);
        if (!Quantity.TryParse(isText ? text!.Trim() : scalar.ToJsonString(), out var quantity, out var problem))
        {
            throw new SchemaMismatchException(problem);
        }

        var written = quantity.ToString();
        return isText && written == text ? value : JsonValue.Create(written);
    }
}
