using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>What the scheduler decides about one pod.</summary>
internal abstract record Placement(PodView Pod)
{
    /// <summary>The pod goes to a node.</summary>
    public sealed record Bind(PodView Pod, string Node, string Reason) : Placement(Pod)
    {
        /// <summary>Volumes that are reserved for claims of the pod before that.</summary>
        public ImmutableArray<(ClaimView Claim, VolumeView Volume)> Volumes { get; init; } = [];
    }

    /// <summary>No node takes it; <paramref name="Message"/> says why, in the scheduler's words.</summary>
    public sealed record Refuse(PodView Pod, string Message) : Placement(Pod)
    {
        /// <summary>What keeps it from nodes.</summary>
        public RejectedBy By { get; init; }

        /// <summary>True where it waits no more for a node to be cleared.</summary>
        public bool GivesUpNode { get; init; }

        /// <summary>True where the pod's status says it already.</summary>
        public bool IsTold =>
            Pod.Find("PodScheduled") is { Status: "False", Reason: "Unschedulable" } told && told.Message == Message
            && !(GivesUpNode && Pod.NominatedNode is not null);
    }

    /// <summary>A node is cleared for it: <paramref name="Victims"/> leave, the most important first.</summary>
    public sealed record Preempt(
        PodView Pod, string Node, ImmutableArray<PodView> Victims, string Message) : Placement(Pod)
    {
        /// <summary>What keeps it from nodes until then.</summary>
        public RejectedBy By { get; init; }

        /// <summary>Less important pods that have waited for the node.</summary>
        public ImmutableArray<PodView> Displaced { get; init; } = [];
    }
}

/// <summary>The decision about one pod.</summary>
/// <param name="Placement">The decision.</param>
/// <param name="Examined">How many nodes were looked at: the next search begins behind them.</param>
internal sealed record SchedulingPlan(Placement Placement, int Examined);
