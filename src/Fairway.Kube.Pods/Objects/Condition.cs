using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A condition of a status. <paramref name="Status"/> is True, False or Unknown.</summary>
internal sealed record Condition(string Type, string Status, string Reason = "", string Message = "")
{
    /// <summary>When the status last changed.</summary>
    public DateTimeOffset TransitionedAt { get; init; }

    /// <summary>When the condition was last written (Deployments only), else null.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The generation that it speaks of (pods only); 0 where it does not say.</summary>
    public long ObservedGeneration { get; init; }

    public static Condition Read(JsonElement element) => new(
        element.Text("type") ?? "",
        element.Text("status") ?? "",
        element.Text("reason") ?? "",
        element.Text("message") ?? "")
    {
        TransitionedAt = element.Time("lastTransitionTime") ?? default,
        UpdatedAt = element.Time("lastUpdateTime"),
        ObservedGeneration = element.Number("observedGeneration") ?? 0,
    };

    public static ImmutableArray<Condition> ReadAll(JsonElement? status) =>
        status.SharedList("conditions", Read);

    public JsonObject ToJson()
    {
        var condition = new JsonObject { ["type"] = Type };
        condition.SetUnlessZero("observedGeneration", ObservedGeneration);
        condition["status"] = Status;
        if (UpdatedAt is { } updated)
        {
            condition["lastUpdateTime"] = ApiTime.Text(updated);
        }

        condition["lastTransitionTime"] = ApiTime.Text(TransitionedAt);
        if (Reason.Length > 0)
        {
            condition["reason"] = Reason;
        }

        if (Message.Length > 0)
        {
            condition["message"] = Message;
        }

        return condition;
    }
}
