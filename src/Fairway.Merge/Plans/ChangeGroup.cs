using System.Collections.Immutable;

namespace Fairway.Merge.Plans;

/// <summary>Clusters in which exactly the same changes.</summary>
public sealed class ChangeGroup
{
    /// <summary>The digest of the set of changes: names the group.</summary>
    public required string Digest { get; init; }

    /// <summary>The clusters, by id.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary>The changes, each once, in order; empty for the group of clusters in which nothing changes.</summary>
    public required ImmutableArray<Fingerprint> Fingerprints { get; init; }
}
