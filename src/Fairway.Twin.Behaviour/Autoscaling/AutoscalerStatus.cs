using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Status of a HorizontalPodAutoscaler.</summary>
internal sealed record AutoscalerStatus
{
    public int Current { get; init; }

    /// <summary>Null until the controller has looked.</summary>
    public int? Desired { get; init; }

    public DateTimeOffset? LastScaleAt { get; init; }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>What the metrics were found to be, as JSON.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    public static AutoscalerStatus Read(JsonElement? status) => new()
    {
        Current = status.Int("currentReplicas") ?? 0,
        Desired = status.Int("desiredReplicas"),
        LastScaleAt = status.Time("lastScaleTime"),
        Conditions = Condition.ReadAll(status),
        Metrics = [.. status.Items("currentMetrics").Select(m => m.GetRawText())],
    };

    /// <summary>The status with a condition; its time stays where its status does.</summary>
    public AutoscalerStatus With(Condition condition, DateTimeOffset now)
    {
        var current = Conditions.FirstOrDefault(c => c.Type == condition.Type);
        var told = condition with
        {
            TransitionedAt = current?.Status == condition.Status ? current.TransitionedAt : ApiTime.Truncate(now),
        };
        return this with
        {
            Conditions = current is null ? Conditions.Add(told) : Conditions.Replace(current, told),
        };
    }

    public JsonObject ToJson()
    {
        var status = new JsonObject();
        status.SetUnlessZero("currentReplicas", Current);
        if (Desired is { } desired)
        {
            status["desiredReplicas"] = desired;
        }

        if (LastScaleAt is { } scaled)
        {
            status["lastScaleTime"] = ApiTime.Text(scaled);
        }

        if (!Metrics.IsEmpty)
        {
            status["currentMetrics"] = new JsonArray([.. Metrics.Select(m => JsonNode.Parse(m))]);
        }

        status.SetConditions(Conditions);
        return status;
    }
}
