using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.MetaDb;

/// <summary>Reads JSON that we wrote: anything else is damage.</summary>
internal static class StoredJson
{
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static JsonObject Object(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new FormatException("it is no JSON object");
        }
        catch (JsonException e)
        {
            throw new FormatException("it is no JSON", e);
        }
    }

    /// <exception cref="FormatException">It is missing, or no text.</exception>
    public static string Text(JsonObject map, string name) =>
        TextOrNull(map, name) ?? throw new FormatException($"{name} is missing");

    /// <exception cref="FormatException">It is no text.</exception>
    public static string? TextOrNull(JsonObject map, string name) => map[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new FormatException($"{name} is no text"),
    };

    /// <summary>Takes a map out of this one; null where there is none.</summary>
    /// <exception cref="FormatException">It is no map.</exception>
    public static JsonObject? TakeObject(JsonObject map, string name)
    {
        var taken = map[name];
        map.Remove(name);
        return taken is null or JsonObject ? (JsonObject?)taken : throw new FormatException($"{name} is no map");
    }
}
