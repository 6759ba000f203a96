using System.Text.Json.Nodes;

namespace Fairway.Tests.Merge.Transcripts;

/// <summary>Compares a tree with one that the server has defaulted since.</summary>
internal static class Subset
{
    /// <summary>
    /// The first path at which a tree says something that the fuller one does not; null for none. Lists must have as
    /// many elements. Empty values are as good as none.
    /// </summary>
    public static string? FirstDifference(JsonNode? part, JsonNode? whole, string path = "")
    {
        switch (part)
        {
            case null or JsonObject { Count: 0 } or JsonArray { Count: 0 }:
                return whole is null or JsonObject or JsonArray { Count: 0 } || IsZero(whole) ? null : path;
            case JsonObject map:
                return map.Select(p => FirstDifference(p.Value, (whole as JsonObject)?[p.Key], $"{path}/{p.Key}"))
                    .FirstOrDefault(d => d is not null);
            case JsonArray list when whole is JsonArray other && other.Count == list.Count:
                return list.Select((e, i) => FirstDifference(e, other[i], $"{path}/{i}"))
                    .FirstOrDefault(d => d is not null);
            default:
                return JsonNode.DeepEquals(part, whole) || (whole is null && IsZero(part)) ? null : path;
        }
    }

    private static bool IsZero(JsonNode value) =>
        value is JsonValue && value.ToJsonString() is "0" or "false" or "\"\"";
}
