using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Preemption;

/// <summary>A node that a pod fits on once some others have left it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Victims">Those that leave, the most important first.</param>
/// <param name="Violations">How many of them a disruption budget would rather keep.</param>
internal sealed record PreemptionCandidate(NodeInfo Node, ImmutableArray<PodInfo> Victims, int Violations);
