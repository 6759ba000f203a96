using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>Everything that a decision about a ReplicaSet rests on.</summary>
/// <param name="Set">The replica set.</param>
/// <param name="Candidates">Pods of the namespace that it owns, or that its selector matches.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record ReplicaSetObservation(
    ReplicaSetView Set, ImmutableArray<PodView> Candidates, DateTimeOffset Now);
