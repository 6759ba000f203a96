using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>What is to be written for a Deployment now.</summary>
internal sealed record DeploymentPlan(ImmutableArray<WorkloadAction> Actions, DeploymentStatus Status)
{
    /// <summary>The revision that the Deployment is to be annotated with; null where it has no replica set
    /// yet.</summary>
    public string? Revision { get; init; }

    /// <summary>When to look again though nothing may have happened; null for not at all.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
