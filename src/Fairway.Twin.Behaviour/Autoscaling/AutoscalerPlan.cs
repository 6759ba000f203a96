using System.Collections.Immutable;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>What is to be written for an autoscaler now: its target's size, then its status.</summary>
internal sealed record AutoscalerPlan(AutoscalerStatus Status)
{
    /// <summary>The new size of the target; null where it stays.</summary>
    public int? Rescale { get; init; }

    /// <summary>What is to be remembered; null for what was.</summary>
    public AutoscalerMemory? Memory { get; init; }

    public ImmutableArray<PodEvent> Events { get; init; } = [];
}
