using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.DaemonSets;

/// <summary>Status of an Advanced DaemonSet.</summary>
internal sealed record AdvancedDaemonSetStatus
{
    public long ObservedGeneration { get; init; }

    /// <summary>Nodes that should have a pod.</summary>
    public int Desired { get; init; }

    public int Current { get; init; }

    public int Misscheduled { get; init; }

    public int Ready { get; init; }

    public int Updated { get; init; }

    public int Available { get; init; }

    public int Unavailable { get; init; }

    /// <summary>How often a revision's name was taken; null is never.</summary>
    public int? CollisionCount { get; init; }

    /// <summary>The hash of the present template, by which its pods are known.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Those of others.</summary>
    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public static AdvancedDaemonSetStatus Read(JsonElement? status) => new()
    {
        ObservedGeneration = status.Number("observedGeneration") ?? 0,
        Desired = status.Int("desiredNumberScheduled") ?? 0,
        Current = status.Int("currentNumberScheduled") ?? 0,
        Misscheduled = status.Int("numberMisscheduled") ?? 0,
        Ready = status.Int("numberReady") ?? 0,
        Updated = status.Int("updatedNumberScheduled") ?? 0,
        Available = status.Int("numberAvailable") ?? 0,
        Unavailable = status.Int("numberUnavailable") ?? 0,
        CollisionCount = status.Int("collisionCount"),
        Hash = status.Text("updateRevision") ?? "",
        Conditions = Condition.ReadAll(status),
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["currentNumberScheduled"] = Current,
            ["numberMisscheduled"] = Misscheduled,
            ["desiredNumberScheduled"] = Desired,
            ["numberReady"] = Ready,
            ["updatedNumberScheduled"] = Updated,
        };
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        status.SetUnlessZero("numberAvailable", Available);
        status.SetUnlessZero("numberUnavailable", Unavailable);
        status.SetUnlessEmpty("updateRevision", Hash);
        status.SetUnlessEmpty("daemonSetHash", Hash);
        status.SetConditions(Conditions);
        status.SetCollisions(CollisionCount);

        return status;
    }
}
