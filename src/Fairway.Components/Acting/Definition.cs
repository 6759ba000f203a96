using System.Text.Json.Nodes;

namespace Fairway.Components.Acting;

/// <summary>What a server says of a CustomResourceDefinition.</summary>
internal static class Definition
{
    /// <summary>Why it is not established; null where it is.</summary>
    public static string? Trouble(JsonObject definition)
    {
        if (definition["metadata"]?["deletionTimestamp"] is not null)
        {
            return "it is being deleted";
        }

        var conditions = (definition["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        return Find(conditions, "NamesAccepted", "False") is { } refused
            ? $"{refused["reason"]}, {refused["message"]}"
            : Find(conditions, "Established", "True") is not null ? null : "the API server has not said so";
    }

    private static JsonObject? Find(List<JsonObject> conditions, string type, string status) =>
        conditions.Find(one => (string?)one["type"] == type && (string?)one["status"] == status);
}
