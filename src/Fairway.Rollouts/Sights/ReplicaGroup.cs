namespace Fairway.Rollouts.Sights;

/// <summary>Replicas that agree in what counts.</summary>
/// <param name="Trait">In what they agree.</param>
/// <param name="Pods">The replicas, at least one.</param>
internal readonly record struct ReplicaGroup(ReplicaTrait Trait, IReadOnlyCollection<ReplicaSight> Pods);
