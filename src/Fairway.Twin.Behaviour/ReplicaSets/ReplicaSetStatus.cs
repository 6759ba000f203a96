using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>Status of a ReplicaSet.</summary>
internal sealed record ReplicaSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int FullyLabeled { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    /// <summary>Null until the controller has counted.</summary>
    public int? Terminating { get; init; }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public static ReplicaSetStatus Read(JsonElement? status) => new()
    {
        ObservedGeneration = status.Number("observedGeneration") ?? 0,
        Replicas = status.Int("replicas") ?? 0,
        FullyLabeled = status.Int("fullyLabeledReplicas") ?? 0,
        Ready = status.Int("readyReplicas") ?? 0,
        Available = status.Int("availableReplicas") ?? 0,
        Terminating = status.Int("terminatingReplicas"),
        Conditions = Condition.ReadAll(status),
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject { ["replicas"] = Replicas };
        status.SetUnlessZero("fullyLabeledReplicas", FullyLabeled);
        status.SetUnlessZero("readyReplicas", Ready);
        status.SetUnlessZero("availableReplicas", Available);
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        if (Terminating is { } terminating)
        {
            status["terminatingReplicas"] = terminating;
        }

        status.SetConditions(Conditions);
        return status;
    }
}
