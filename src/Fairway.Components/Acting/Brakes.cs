using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Values;
using Fairway.Schema.Json;

namespace Fairway.Components.Acting;

/// <summary>Whether the brake of a workload is on: the tenant process must say so of this change, and the workload
/// itself must show it.</summary>
internal static class Brakes
{
    /// <summary>Why not; null where it is on.</summary>
    public static string? Missing(Rollout rollout, JsonObject? workload, RolloutDriverFacts facts)
    {
        var status = rollout.Status;
        if (status is null || !status.Braked || status.Change != rollout.Spec.Change
            || status.ObservedGeneration != rollout.Metadata.Generation)
        {
            return $"the tenant process has not put the brake on {rollout.Spec.Workload.Kind} "
                + $"{rollout.Metadata.Namespace}/{rollout.Spec.Workload.Name} yet";
        }

        // any order: all must hold
        return workload is null || facts.Brake.All(mark => Shows(workload, mark))
            ? null
            : $"{rollout.Spec.Workload.Kind} {rollout.Metadata.Namespace}/{rollout.Spec.Workload.Name} does not show "
                + "its brake: somebody took it off";
    }

    private static bool Shows(JsonObject workload, BrakeMark mark)
    {
        JsonNode? at = workload;
        foreach (var name in mark.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = (at as JsonObject)?[name];
        }

        return CanonicalJson.Text(at) == mark.Value;
    }
}
