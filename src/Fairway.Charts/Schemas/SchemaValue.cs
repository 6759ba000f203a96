using System.Text;
using System.Text.Json;

namespace Fairway.Charts.Schemas;

/// <summary>Values of JSON as schemas look at them.</summary>
internal static class SchemaValue
{
    /// <summary>The name of a value's type; a whole number is a number.</summary>
    public static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    public static bool IsOf(JsonElement value, string type) =>
        TypeName(value) == type
        || (type == "integer" && value.ValueKind == JsonValueKind.Number && SchemaNumber.IsInteger(value));

    /// <summary>Whether two values are the same, whatever the order of keys and the form of numbers.</summary>
    public static bool AreEqual(JsonElement one, JsonElement other) => one.ValueKind == JsonValueKind.Number
        ? other.ValueKind == JsonValueKind.Number && SchemaNumber.Compare(one, other) == 0
        : JsonElement.DeepEquals(one, other);

    /// <summary>The length of a text in characters.</summary>
    public static int Length(JsonElement text) => text.GetString()!.EnumerateRunes().Count();

    /// <summary>The members, sorted: Go walks over maps in any order.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement map) =>
        map.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);

    /// <summary>A keyword of a schema, if it is there.</summary>
    public static bool Has(JsonElement schema, string keyword, out JsonElement value)
    {
        value = default;
        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out value);
    }

    /// <summary>A limit on a count, if it is there.</summary>
    public static bool HasCount(JsonElement schema, string keyword, out int count)
    {
        count = 0;
        if (!Has(schema, keyword, out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        count = (int)Math.Clamp(value.GetDouble(), 0, int.MaxValue);
        return true;
    }

    /// <summary>A list of a keyword; empty if it is not there.</summary>
    public static IReadOnlyList<JsonElement> List(JsonElement schema, string keyword) =>
        Has(schema, keyword, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : [];

    /// <summary>Texts of a keyword; one alone counts as a list of one.</summary>
    public static IReadOnlyList<string> Texts(JsonElement schema, string keyword) =>
        Has(schema, keyword, out var value) && value.ValueKind == JsonValueKind.String
            ? [value.GetString()!]
            : [.. List(schema, keyword).Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!)];

    /// <summary>Compact JSON with sorted keys and float64 numbers, as Go's encoder writes decoded values.</summary>
    public static string Compact(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{').AppendJoin(',', Members(value)
                    .Select(member => $"{JsonSerializer.Serialize(member.Name)}:{Compact(member.Value)}")).Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[').AppendJoin(',', value.EnumerateArray().Select(Compact)).Append(']');
                break;
            case JsonValueKind.Number:
                text.Append(Fairway.Schema.Yaml.GoNumber.Json(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
