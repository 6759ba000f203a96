using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.StatefulSets;

/// <summary>Status of a StatefulSet.</summary>
internal sealed record StatefulSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public int Current { get; init; }

    public int Updated { get; init; }

    public string CurrentRevision { get; init; } = "";

    public string UpdateRevision { get; init; } = "";

    /// <summary>Null until the controller has looked.</summary>
    public int? CollisionCount { get; init; }

    public static StatefulSetStatus Read(JsonElement? status) => new()
    {
        ObservedGeneration = status.Number("observedGeneration") ?? 0,
        Replicas = status.Int("replicas") ?? 0,
        Ready = status.Int("readyReplicas") ?? 0,
        Available = status.Int("availableReplicas") ?? 0,
        Current = status.Int("currentReplicas") ?? 0,
        Updated = status.Int("updatedReplicas") ?? 0,
        CurrentRevision = status.Text("currentRevision") ?? "",
        UpdateRevision = status.Text("updateRevision") ?? "",
        CollisionCount = status.Int("collisionCount"),
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject { ["replicas"] = Replicas, ["availableReplicas"] = Available };
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        status.SetUnlessZero("readyReplicas", Ready);
        status.SetUnlessZero("currentReplicas", Current);
        status.SetUnlessZero("updatedReplicas", Updated);
        status.SetUnlessEmpty("currentRevision", CurrentRevision);
        status.SetUnlessEmpty("updateRevision", UpdateRevision);
        status.SetCollisions(CollisionCount);

        return status;
    }
}
