using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Why;

/// <summary>What an explanation is made from: resources of the meta cluster as they are now.</summary>
public sealed record WhyObservation
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The cluster's id.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The component that is asked about; null for all.</summary>
    public string? Component { get; init; }

    /// <summary>The Cluster; null where there is none.</summary>
    public Cluster? Cluster { get; init; }

    /// <summary>Components: at least the one that is asked about; conflict domains are known of those that are
    /// here.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The cluster's ClusterComponents.</summary>
    public IReadOnlyList<ClusterComponent> ClusterComponents { get; init; } = [];

    /// <summary>The cluster's ClusterReleases.</summary>
    public IReadOnlyList<ClusterRelease> ClusterReleases { get; init; } = [];

    /// <summary>Every Release.</summary>
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>Every EmergencyStop.</summary>
    public IReadOnlyList<EmergencyStop> Stops { get; init; } = [];

    /// <summary>What the gates of the meta cluster decide on.</summary>
    public GateBook Gates { get; init; } = GateBook.Empty;
}
