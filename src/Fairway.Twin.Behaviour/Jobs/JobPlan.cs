using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>
/// What is to be written for a Job now, in this order: the pods made and deleted, the status that lists what has ended,
/// the marks of those pods taken away, and the status that counts them.
/// </summary>
internal sealed record JobPlan(JobStatus Interim, JobStatus Final)
{
    public ImmutableArray<WorkloadAction> Actions { get; init; } = [];

    /// <summary>Takes the tracking finalizer from what is counted.</summary>
    public ImmutableArray<WorkloadAction> Untracked { get; init; } = [];

    /// <summary>What happened to the Job, for its events.</summary>
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    public DateTimeOffset? LookAgainAt { get; init; }
}
