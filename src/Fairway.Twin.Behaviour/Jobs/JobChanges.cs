using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>What is done to a Job's pods, and how many there are then.</summary>
internal sealed record JobChanges(ImmutableArray<WorkloadAction> Actions, int Active, int Ready, int Terminating)
{
    /// <summary>When pods that must wait may be made; null for none.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
