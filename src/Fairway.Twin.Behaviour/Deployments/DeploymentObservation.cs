using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.ReplicaSets;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Everything that a decision about a Deployment rests on.</summary>
internal sealed record DeploymentObservation(DeploymentView Deployment, DateTimeOffset Now)
{
    /// <summary>Replica sets of the namespace that are owned by it, or match it, or have a name that it might
    /// take.</summary>
    public ImmutableArray<ReplicaSetView> Candidates { get; init; } = [];

    /// <summary>Pods of the replica sets; looked at by the Recreate strategy only, else empty.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];
}
