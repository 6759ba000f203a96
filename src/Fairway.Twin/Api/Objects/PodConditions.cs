using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Objects;

/// <summary>Conditions in the status of a pod.</summary>
internal static class PodConditions
{
    /// <summary>Puts the condition in the place of the one of its type, or at the end.</summary>
    public static void Set(JsonObject pod, JsonObject condition)
    {
        if (pod["status"] is not JsonObject status)
        {
            status = [];
            pod["status"] = status;
        }

        if (status["conditions"] is not JsonArray conditions)
        {
            conditions = [];
            status["conditions"] = conditions;
        }

        var type = ObjectMeta.Text(condition, "type");
        for (var i = 0; i < conditions.Count; i++)
        {
            if (ObjectMeta.Text(conditions[i] as JsonObject ?? [], "type") == type)
            {
                conditions[i] = condition;
                return;
            }
        }

        conditions.Add(condition);
    }
}
