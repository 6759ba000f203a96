using System.Collections.Immutable;
using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>One fact about a component on a cluster. It never changes; a newer one may stand beside it.</summary>
public sealed record ComponentRecord
{
    /// <summary>The cluster's id.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Name of the component.</summary>
    public required string Component { get; init; }

    /// <summary>What is known of the version.</summary>
    public required RecordMark Mark { get; init; }

    /// <summary>The component version, by name.</summary>
    public required string Version { get; init; }

    /// <summary>The component version, by content (template and images); null where it is a name only.</summary>
    public Digest? VersionDigest { get; init; }

    /// <summary>The values with which it was rendered; null where the kind of change has none.</summary>
    public Digest? ValuesDigest { get; init; }

    /// <summary>Content: the target, whole, such as the objects rendered. A rollback returns to it.</summary>
    public required Digest ManifestDigest { get; init; }

    /// <summary>Tags by the name of the image, for those who read.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The Release by which it came.</summary>
    public required string ReleaseId { get; init; }

    /// <summary>Epoch of the Lease under which it was written; never lower than that of the record before.</summary>
    public required long Epoch { get; init; }

    /// <summary>When, by the writer's clock; kept in UTC, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its place among the records of its pair, from 1 without gaps; given by the store.</summary>
    public long Sequence { get; init; }

    /// <summary>Whose record it is.</summary>
    public PairKey Pair => new(ClusterId, Component);
}
