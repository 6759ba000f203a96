using System.Globalization;
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

    /// <summary>An object of a cluster, where whole numbers are int64, as Kubernetes reads them.</summary>
    public static GoMap FromCluster(JsonObject item)
    {
        var map = new GoMap();
        foreach (var (key, value) in item)
        {
            map[ByteText.FromUnicode(key)] = FromClusterValue(value);
        }

        return map;
    }

    private static GoValue FromClusterValue(JsonNode? node) => node switch
    {
        JsonObject map => GoValue.Of(FromCluster(map)),
        JsonArray list => GoValue.Of(new GoList([.. list.Select(FromClusterValue)])),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number
            && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var whole) => GoValue.Of(whole),
        _ => From(node),
    };

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
