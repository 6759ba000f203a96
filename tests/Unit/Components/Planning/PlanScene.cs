using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Components.Planning;
using Fairway.Components.Targets;
using Fairway.Merge.Diffing;
using Fairway.Merge.Plans;
using Fairway.Rollouts;

namespace Fairway.Tests.Components.Planning;

/// <summary>Plans of lists of objects, without a cluster.</summary>
internal static class PlanScene
{
    /// <summary>The plan from what is recorded to the target; null for live is as recorded.</summary>
    public static ChartPlan Plan(
        string recorded, string target, string? live = null, string? autoscalers = null, ComponentSpec? says = null) =>
        ChartPlanner.Plan(new ChartObservation(
            Target(target, says),
            new RecordedTarget(
                "1", [], [.. Objects(recorded).Select(item => (ObjectRef.Of(item), item))], WasApplied: true),
            Objects(live ?? recorded).ToDictionary(ObjectRef.Of),
            new RolloutCatalogue(),
            new SecretMask(new byte[16]))
        {
            Autoscalers = [.. Objects(autoscalers ?? "[]")],
        });

    private static TargetDocument Target(string objects, ComponentSpec? says) => new()
    {
        Component = "c",
        Version = "2",
        ChartDigest = "",
        ValuesDigest = "",
        DangerOverrides = says?.DangerOverrides ?? [],
        DeletionBudget = says?.DeletionBudget,
        Objects = (JsonArray)JsonNode.Parse(objects)!,
    };

    private static ImmutableArray<JsonObject> Objects(string json) =>
        [.. ((JsonArray)JsonNode.Parse(json)!).OfType<JsonObject>()];
}
