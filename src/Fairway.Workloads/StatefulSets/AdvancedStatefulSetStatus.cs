using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Status of an Advanced StatefulSet.</summary>
internal sealed record AdvancedStatefulSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public int Current { get; init; }

    public int Updated { get; init; }

    public int UpdatedReady { get; init; }

    public int UpdatedAvailable { get; init; }

    public string CurrentRevision { get; init; } = "";

    public string UpdateRevision { get; init; } = "";

    /// <summary>How often a revision's name was taken; null until the controller has looked.</summary>
    public int? CollisionCount { get; init; }

    /// <summary>The selector as text, for the scale subresource.</summary>
    public string LabelSelector { get; init; } = "";

    /// <summary>Those of others.</summary>
    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public static AdvancedStatefulSetStatus Read(JsonElement? status) => new()
    {
        ObservedGeneration = status.Number("observedGeneration") ?? 0,
        Replicas = status.Int("replicas") ?? 0,
        Ready = status.Int("readyReplicas") ?? 0,
        Available = status.Int("availableReplicas") ?? 0,
        Current = status.Int("currentReplicas") ?? 0,
        Updated = status.Int("updatedReplicas") ?? 0,
        UpdatedReady = status.Int("updatedReadyReplicas") ?? 0,
        UpdatedAvailable = status.Int("updatedAvailableReplicas") ?? 0,
        CurrentRevision = status.Text("currentRevision") ?? "",
        UpdateRevision = status.Text("updateRevision") ?? "",
        CollisionCount = status.Int("collisionCount"),
        LabelSelector = status.Text("labelSelector") ?? "",
        Conditions = Condition.ReadAll(status),
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["replicas"] = Replicas,
            ["readyReplicas"] = Ready,
            ["availableReplicas"] = Available,
            ["currentReplicas"] = Current,
            ["updatedReplicas"] = Updated,
            ["updatedReadyReplicas"] = UpdatedReady,
            ["updatedAvailableReplicas"] = UpdatedAvailable,
        };
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        status.SetUnlessEmpty("currentRevision", CurrentRevision);
        status.SetUnlessEmpty("updateRevision", UpdateRevision);
        status.SetUnlessEmpty("labelSelector", LabelSelector);
        status.SetConditions(Conditions);
        status.SetCollisions(CollisionCount);

        return status;
    }
}
