using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Charts.Values;

/// <summary>
/// Trees of JSON as values of templates: every number is a float64, as Helm reads them from files. Only a whole number
/// that is a <see cref="decimal"/> is an int64, as Helm has those that <c>--set</c> gives.
/// </summary>
internal static class JsonValues
{
    public static GoValue From(JsonNode? node) => node switch
    {
        JsonObject map => GoValue.Of(FromObject(map)),
        JsonArray list => GoValue.Of(new GoList([.. list.Select(From)])),
        JsonValue value => FromScalar(value),
        _ => GoValue.Nil,
    };

    public static GoMap FromObject(JsonObject members, string typeName = GoMap.OfAny)
    {
        var map = new GoMap(typeName);
        foreach (var (key, value) in members)
        {
            map[ByteText.FromUnicode(key)] = From(value);
        }

        return map;
    }

    private static GoValue FromScalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => GoValue.Of(ByteText.FromUnicode(value.GetValue<string>())),
        JsonValueKind.True => GoValue.Of(true),
        JsonValueKind.False => GoValue.Of(false),
        JsonValueKind.Number when IsSet(value, out var whole) => GoValue.Of(whole),
        JsonValueKind.Number => GoValue.Of(Number(value)),
        _ => GoValue.Nil,
    };

    private static bool IsSet(JsonValue value, out long whole)
    {
        whole = 0;
        if (value.GetValue<object>() is not decimal number || number != Math.Truncate(number))
        {
            return false;
        }

        whole = (long)number;
        return true;
    }

    private static double Number(JsonValue value) =>
        value.TryGetValue<double>(out var real) ? real
            : value.TryGetValue<long>(out var whole) ? whole
            : value.TryGetValue<int>(out var small) ? small
            : JsonSerializer.Deserialize<double>(value.ToJsonString());
}
