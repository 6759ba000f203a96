using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.CloneSets;

/// <summary>Status of a CloneSet.</summary>
internal sealed record CloneSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public int Updated { get; init; }

    public int UpdatedReady { get; init; }

    public int UpdatedAvailable { get; init; }

    /// <summary>How many pods the partition leaves to the update revision.</summary>
    public int ExpectedUpdated { get; init; }

    public string UpdateRevision { get; init; } = "";

    public string CurrentRevision { get; init; } = "";

    /// <summary>How often a revision's name was taken; null until the controller has looked.</summary>
    public int? CollisionCount { get; init; }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The selector as text, for the scale subresource.</summary>
    public string LabelSelector { get; init; } = "";

    public static CloneSetStatus Read(JsonElement? status) => new()
    {
        ObservedGeneration = status.Number("observedGeneration") ?? 0,
        Replicas = status.Int("replicas") ?? 0,
        Ready = status.Int("readyReplicas") ?? 0,
        Available = status.Int("availableReplicas") ?? 0,
        Updated = status.Int("updatedReplicas") ?? 0,
        UpdatedReady = status.Int("updatedReadyReplicas") ?? 0,
        UpdatedAvailable = status.Int("updatedAvailableReplicas") ?? 0,
        ExpectedUpdated = status.Int("expectedUpdatedReplicas") ?? 0,
        UpdateRevision = status.Text("updateRevision") ?? "",
        CurrentRevision = status.Text("currentRevision") ?? "",
        CollisionCount = status.Int("collisionCount"),
        Conditions = Condition.ReadAll(status),
        LabelSelector = status.Text("labelSelector") ?? "",
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["replicas"] = Replicas,
            ["readyReplicas"] = Ready,
            ["availableReplicas"] = Available,
            ["updatedReplicas"] = Updated,
            ["updatedReadyReplicas"] = UpdatedReady,
            ["updatedAvailableReplicas"] = UpdatedAvailable,
            ["expectedUpdatedReplicas"] = ExpectedUpdated,
        };
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        status.SetUnlessEmpty("updateRevision", UpdateRevision);
        status.SetUnlessEmpty("currentRevision", CurrentRevision);
        status.SetUnlessEmpty("labelSelector", LabelSelector);
        status.SetConditions(Conditions);
        status.SetCollisions(CollisionCount);

        return status;
    }
}
