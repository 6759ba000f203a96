using System.Collections.Immutable;

namespace Fairway.Merge.Plans;

/// <summary>The changes of one cluster.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Fingerprints">Its changes, in any order; empty where nothing changes.</param>
public readonly record struct ClusterChanges(string Cluster, ImmutableArray<Fingerprint> Fingerprints);
