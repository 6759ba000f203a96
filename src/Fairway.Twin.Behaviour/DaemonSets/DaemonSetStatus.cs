using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>Status of a DaemonSet.</summary>
internal sealed record DaemonSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Desired { get; init; }

    public int Current { get; init; }

    public int Misscheduled { get; init; }

    public int Ready { get; init; }

    public int Updated { get; init; }

    public int Available { get; init; }

    public int Unavailable { get; init; }

    /// <summary>How often a revision's name was taken; null is never.</summary>
    public int? CollisionCount { get; init; }

    public static DaemonSetStatus Read(JsonElement? status) => new()
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
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["currentNumberScheduled"] = Current,
            ["numberMisscheduled"] = Misscheduled,
            ["desiredNumberScheduled"] = Desired,
            ["numberReady"] = Ready,
        };
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        status.SetUnlessZero("updatedNumberScheduled", Updated);
        status.SetUnlessZero("numberAvailable", Available);
        status.SetUnlessZero("numberUnavailable", Unavailable);
        status.SetCollisions(CollisionCount);

        return status;
    }
}
