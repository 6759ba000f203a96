using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Planning;

/// <summary>A replica set as it is and as it is to be.</summary>
internal sealed record ReplicaSetChange(ObjectMeta Set, int FromReplicas, int ToReplicas)
{
    public required StringMap Annotations { get; init; }

    /// <summary>The new value, or null where it stays.</summary>
    public int? MinReadySeconds { get; init; }
}
