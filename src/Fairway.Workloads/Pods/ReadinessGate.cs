using System.Text.Json.Nodes;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>The readiness gate of pods that may be updated in place.</summary>
internal static class ReadinessGate
{
    /// <summary>Adds it to a pod's spec, unless it is there.</summary>
    public static void AddTo(JsonObject spec)
    {
        if (spec["readinessGates"] is not JsonArray gates)
        {
            spec["readinessGates"] = gates = [];
        }

        if (gates.All(gate => (string?)gate?["conditionType"] != KruiseNames.InPlaceReady))
        {
            gates.Add(new JsonObject { ["conditionType"] = KruiseNames.InPlaceReady });
        }
    }
}
