using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>Conditions of pods that are readiness gates of them.</summary>
internal static class ReadinessGate
{
    /// <summary>Adds to a pod's spec the gates by which it can be told to be unready, unless they are there.</summary>
    /// <param name="spec">The pod's spec.</param>
    /// <param name="hooks">What holds its set's pods.</param>
    /// <param name="inPlace">It may be updated in place.</param>
    public static void AddTo(JsonObject spec, Hooks hooks, bool inPlace)
    {
        if (inPlace)
        {
            Add(spec, KruiseNames.InPlaceReady);
        }

        if (hooks.MarkNotReady)
        {
            Add(spec, KruiseNames.PodReady);
        }
    }

    /// <summary>Sets the condition of a pod.</summary>
    public static WorkloadAction.ChangePod Turn(PodView pod, Condition condition, DateTimeOffset now, string reason)
    {
        var json = (condition with { TransitionedAt = now }).ToJson();
        json["reason"] = condition.Reason;
        json["message"] = condition.Message;
        var patch = new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(json) } };
        return new WorkloadAction.ChangePod(pod.Meta, patch, reason) { OfStatus = true };
    }

    private static void Add(JsonObject spec, string type)
    {
        if (spec["readinessGates"] is not JsonArray gates)
        {
            spec["readinessGates"] = gates = [];
        }

        if (gates.All(gate => (string?)gate?["conditionType"] != type))
        {
            gates.Add(new JsonObject { ["conditionType"] = type });
        }
    }
}
