using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>Which values say no more than none does.</summary>
internal static class Emptiness
{
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
