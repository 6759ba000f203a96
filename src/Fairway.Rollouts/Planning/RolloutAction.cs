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
        : RolloutAction(Why)
    {
        /// <summary>True where nulls among the fields take live ones away. A server-side apply cannot: it keeps what it
        /// does not own, such as what the server has put there by itself.</summary>
        public bool TakesAway { get; init; }
    }

    /// <summary>Deletes a pod that blocks its workload.</summary>
    public sealed record DeletePod(ReplicaSight Pod, string Why) : RolloutAction(Why);

    /// <summary>Makes the replica set of a Deployment's template, as its controller would.</summary>
    /// <param name="Replicas">How many pods it begins with.</param>
    /// <param name="Wanted">How many the Deployment is to have.</param>
    /// <param name="Template">Digest of the template: made of another it is not.</param>
    /// <param name="Why">See <see cref="Reason"/>.</param>
    public sealed record CreateSet(int Replicas, int Wanted, string Template, string Why) : RolloutAction(Why);

    /// <summary>Sizes a replica set, and notes on it for which size of the Deployment. Refused where it is not as it
    /// was seen.</summary>
    /// <param name="Set">The replica set.</param>
    /// <param name="Replicas">How many pods it is to have.</param>
    /// <param name="Wanted">How many the Deployment is to have.</param>
    /// <param name="Why">See <see cref="Reason"/>.</param>
    public sealed record ScaleSet(SetSight Set, int Replicas, int Wanted, string Why) : RolloutAction(Why);

    /// <summary>Deletes a replica set without pods. Refused where it is not as it was seen.</summary>
    public sealed record DeleteSet(SetSight Set, string Why) : RolloutAction(Why);

    /// <summary>Lets a pod go, as far as its PodDisruptionBudget allows, so that its workload makes a new one in its
    /// place. Refused where the pod is not as it was seen.</summary>
    public sealed record EvictPod(ReplicaSight Pod, string Why) : RolloutAction(Why);
}
