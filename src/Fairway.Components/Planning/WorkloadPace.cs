using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;

namespace Fairway.Components.Planning;

/// <summary>How fast a workload rolls: as its component says, else as the chart's own update strategy does. That
/// strategy is not applied, for it belongs to the rollout; what it limits still holds.</summary>
internal static class WorkloadPace
{
    /// <param name="workload">As the target has it.</param>
    /// <param name="policy">The component's; null for none.</param>
    public static RolloutPace Of(JsonObject workload, RolloutPolicy? policy)
    {
        var spec = workload["spec"] as JsonObject;
        var strategy = (spec?["strategy"] ?? spec?["updateStrategy"]) as JsonObject;
        var limits = strategy?["rollingUpdate"] as JsonObject ?? strategy;
        var isRecreate = spec?["strategy"] is JsonObject && Text(strategy?["type"]) == "Recreate";
        return new RolloutPace
        {
            MaxUnavailable = policy?.MaxUnavailable ?? Amount(limits?["maxUnavailable"]),
            MaxSurge = isRecreate ? null : policy?.MaxSurge ?? Amount(limits?["maxSurge"]),
            Recreate = isRecreate,
            NodeOrder = policy?.NodeOrder ?? NodeOrder.Mixed,
        };
    }

    private static IntOrPercent? Amount(JsonNode? node) => node is JsonValue value
        ? value.TryGetValue<int>(out var count) && count >= 0 ? IntOrPercent.Count(count)
            : Text(node) is { } text ? IntOrPercent.TryParse(text) : null
        : null;

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
