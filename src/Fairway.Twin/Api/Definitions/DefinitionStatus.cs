using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Definitions;

/// <summary>A condition as it is to be.</summary>
internal sealed record ConditionChange(string Type, string Status, string Reason, string Message);

/// <summary>Conditions of a definition.</summary>
internal static class DefinitionStatus
{
    /// <summary>A copy of the status with the condition in it; its time changes where its status does.</summary>
    public static JsonObject With(JsonObject status, ConditionChange change, string now)
    {
        var copy = (JsonObject)status.DeepClone();
        if (copy["conditions"] is not JsonArray conditions)
        {
            conditions = [];
            copy["conditions"] = conditions;
        }

        var at = conditions.ToList().FindIndex(c => c is JsonObject has && ObjectMeta.Text(has, "type") == change.Type);
        var before = at < 0 ? null : (JsonObject)conditions[at]!;
        var made = new JsonObject
        {
            ["type"] = change.Type,
            ["status"] = change.Status,
            ["lastTransitionTime"] = before is not null && ObjectMeta.Text(before, "status") == change.Status
                ? before["lastTransitionTime"]?.DeepClone()
                : now,
            ["reason"] = change.Reason,
            ["message"] = change.Message,
        };
        if (at < 0)
        {
            conditions.Add(made);
        }
        else if (!JsonNode.DeepEquals(before, made))
        {
            conditions[at] = made;
        }

        return copy;
    }

    /// <summary>The versions in which objects may be stored, with the one in which they are stored now.</summary>
    public static void AddStoredVersion(JsonObject definition)
    {
        var storage = (definition["spec"]?["versions"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .FirstOrDefault(v => v["storage"] is JsonValue flag && flag.TryGetValue<bool>(out var stores) && stores);
        if (storage is null)
        {
            return;
        }

        if (definition["status"] is not JsonObject status)
        {
            status = [];
            definition["status"] = status;
        }

        if (status["storedVersions"] is not JsonArray stored)
        {
            stored = [];
            status["storedVersions"] = stored;
        }

        var name = ObjectMeta.Text(storage, "name");
        if (!stored.Any(v => v?.GetValue<string>() == name))
        {
            stored.Add(name);
        }
    }
}
