using System.Text.Json.Nodes;

namespace Fairway.Schema.Pods;

/// <summary>The quality of service class of a pod: Guaranteed, Burstable or BestEffort, from the containers' requests
/// and limits.</summary>
public static class PodQuality
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <summary>The class, by the rules of kubernetes.io/docs/concepts/workloads/pods/pod-qos.</summary>
    public static string Class(JsonObject spec)
    {
        var any = false;
        var guaranteed = true;
        foreach (var container in Containers(spec))
        {
            foreach (var resource in Counted)
            {
                var request = Amount(container, "requests", resource);
                var limit = Amount(container, "limits", resource);
                any |= request is not null || limit is not null;
                guaranteed &= limit is not null && (request is null || request == limit);
            }
        }

        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    private static IEnumerable<JsonNode?> Containers(JsonObject spec) =>
        (spec["containers"] as JsonArray ?? []).Concat(spec["initContainers"] as JsonArray ?? []);

    // Amounts are in canonical form by now, so that equal amounts are equal texts; "0" counts as nothing asked.
    private static string? Amount(JsonNode? container, string side, string resource) =>
        container?["resources"]?[side]?[resource] is JsonValue value && value.ToString() is not "0" and var amount
            ? amount
            : null;
}
