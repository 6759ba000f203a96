using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>What the scheduler decides about one pod.</summary>
internal abstract record Placement(PodView Pod)
{
    /// <summary>The pod goes to a node.</summary>
    public sealed record Bind(PodView Pod, string Node, string Reason) : Placement(Pod);

    /// <summary>No node takes it; <paramref name="Message"/> says why, in the scheduler's words.</summary>
    public sealed record Refuse(PodView Pod, string Message) : Placement(Pod);
}

/// <summary>The decisions of one round. A refusal that the pod's condition tells already is not repeated.</summary>
internal sealed record SchedulingPlan(ImmutableArray<Placement> Placements);
