using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>Which values say no more than none does.</summary>
public static class Emptiness
{
    /// <summary>True for null, <c>""</c>, <c>0</c>, <c>false</c>, <c>{}</c> and <c>[]</c>.</summary>
    public static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue scalar => scalar.GetValueKind() switch
        {
            JsonValueKind.String => scalar.TryGetValue<string>(out var text) && text.Length == 0,
            JsonValueKind.Number => JsonNumbers.ToDouble(scalar) == 0,
            JsonValueKind.False => true,
            _ => false,
        },
        _ => false,
    };
}
