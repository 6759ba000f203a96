using System.Text.Json.Nodes;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>Something to be done in the cluster, and why.</summary>
internal abstract record RolloutAction
{
    private RolloutAction(string reason) => Reason = reason;

    /// <summary>Why, in a few words.</summary>
    public string Reason { get; }

    /// <summary>Sets the workload's partition.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Spec">The fields to apply.</param>
    /// <param name="OnlyAsSeen">True to write only where the workload is as it was seen: what lets go of the brake must
    /// not rest on an old sight. What holds does not wait.</param>
    /// <param name="Why">See <see cref="Reason"/>.</param>
    public sealed record SetPartition(int Partition, JsonObject Spec, bool OnlyAsSeen, string Why)
        : RolloutAction(Why);

    /// <summary>Deletes a pod that blocks its workload.</summary>
    public sealed record DeletePod(ReplicaSight Pod, string Why) : RolloutAction(Why);

    /// <summary>Lets a pod go, as far as its PodDisruptionBudget allows, so that its workload makes a new one in its
    /// place. Refused where the pod is not as it was seen.</summary>
    public sealed record EvictPod(ReplicaSight Pod, string Why) : RolloutAction(Why);
}
