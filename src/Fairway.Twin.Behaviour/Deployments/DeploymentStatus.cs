using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Status of a Deployment.</summary>
internal sealed record DeploymentStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int Updated { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public int Unavailable { get; init; }

    /// <summary>Null where one of the replica sets has not counted yet.</summary>
    public int? Terminating { get; init; }

    /// <summary>How often a name was taken; the salt of the template's hash. Null is never.</summary>
    public int? CollisionCount { get; init; }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public static DeploymentStatus Read(JsonElement? status) => new()
    {
        ObservedGeneration = status.Number("observedGeneration") ?? 0,
        Replicas = status.Int("replicas") ?? 0,
        Updated = status.Int("updatedReplicas") ?? 0,
        Ready = status.Int("readyReplicas") ?? 0,
        Available = status.Int("availableReplicas") ?? 0,
        Unavailable = status.Int("unavailableReplicas") ?? 0,
        Terminating = status.Int("terminatingReplicas"),
        CollisionCount = status.Int("collisionCount"),
        Conditions = Condition.ReadAll(status),
    };

    public Condition? Find(string type) => Conditions.FirstOrDefault(c => c.Type == type);

    public JsonObject ToJson()
    {
        var status = new JsonObject();
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        status.SetUnlessZero("replicas", Replicas);
        status.SetUnlessZero("updatedReplicas", Updated);
        status.SetUnlessZero("readyReplicas", Ready);
        status.SetUnlessZero("availableReplicas", Available);
        status.SetUnlessZero("unavailableReplicas", Unavailable);
        if (Terminating is { } terminating)
        {
            status["terminatingReplicas"] = terminating;
        }

        status.SetCollisions(CollisionCount);

        status.SetConditions(Conditions);
        return status;
    }
}
