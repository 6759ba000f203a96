using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>What is to be written for a ReplicaSet now.</summary>
internal sealed record ReplicaSetPlan(ImmutableArray<WorkloadAction> Actions, ReplicaSetStatus Status)
{
    /// <summary>When the next pod becomes available by waiting; null for none.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
