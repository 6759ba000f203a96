using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Statuses leave out what is zero or empty, as a real controller's do.</summary>
internal static class StatusWriting
{
    public static void SetUnlessZero(this JsonObject status, string field, long value)
    {
        if (value != 0)
        {
            status[field] = value;
        }
    }

    public static void SetUnlessEmpty(this JsonObject status, string field, string value)
    {
        if (value.Length > 0)
        {
            status[field] = value;
        }
    }

    public static void SetConditions(this JsonObject status, ImmutableArray<Condition> conditions)
    {
        if (!conditions.IsEmpty)
        {
            status["conditions"] = new JsonArray([.. conditions.Select(c => c.ToJson())]);
        }
    }

    /// <summary>How often a name was taken; null is never, and is left out.</summary>
    public static void SetCollisions(this JsonObject status, int? collisions)
    {
        if (collisions is { } count)
        {
            status["collisionCount"] = count;
        }
    }
}
