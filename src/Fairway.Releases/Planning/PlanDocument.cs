using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>What a Release pinned when it was planned: the pipeline, the members, and what changes in each. Stored in
/// the MetaDB by its digest; it never changes.</summary>
public sealed record PlanDocument
{
    /// <summary>The Release.</summary>
    public string Release { get; init; } = "";

    /// <summary>The pipeline as it was.</summary>
    public ReleasePipelineSpec Pipeline { get; init; } = new();

    /// <summary>The clusters, in the order in which they were planned.</summary>
    public IReadOnlyList<PlanMember> Members { get; init; } = [];

    /// <summary>Clusters that see the same changes, the largest group first.</summary>
    public IReadOnlyList<PlanGroup> Groups { get; init; } = [];

    /// <summary>Clusters that did not answer: they are no members, and join when they answer.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>The meta-configs of the components as they were, where a cluster did not answer: what it gets later is
    /// made of these. Null where all answered.</summary>
    public IReadOnlyList<MetaConfig>? Configs { get; init; }

    /// <summary>Clusters for which no plan can be made, and why: they are no members, and join when it can.</summary>
    public IReadOnlyList<RefusedCluster> Refused { get; init; } = [];

    /// <summary>The components' stable versions before.</summary>
    public IReadOnlyList<StableVersion> StableBefore { get; init; } = [];

    /// <summary>The meta-configs that hold for a cluster which is planned later: those that were pinned where it did
    /// not answer; null for those of now, where it came later, or people have to mend them first.</summary>
    public IReadOnlyList<MetaConfig>? ConfigsFor(string cluster) =>
        Silent.Contains(cluster, StringComparer.Ordinal) ? Configs : null;
}

/// <summary>A cluster in a plan.</summary>
public sealed record PlanMember
{
    /// <summary>Its id.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The stage in which it takes part.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Its changes, in order.</summary>
    public IReadOnlyList<ClusterChange> Changes { get; init; } = [];
}

/// <summary>Clusters that see the same changes.</summary>
public sealed record PlanGroup
{
    /// <summary>Their ids, in order.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>What changes, component by component; empty where the clusters have everything already.</summary>
    public IReadOnlyList<PlanGroupChange> Changes { get; init; } = [];
}

/// <summary>What changes of one component in a group of clusters.</summary>
public sealed record PlanGroupChange
{
    /// <summary>The component.</summary>
    public string Component { get; init; } = "";

    /// <summary>The versions that the clusters have, in order; empty where they have none.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The version that they get.</summary>
    public string Version { get; init; } = "";

    /// <summary>Digest of the list of fingerprints.</summary>
    public string ApprovedDigest { get; init; } = "";

    /// <summary>What people should know of the targets, in sentences.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>The fields.</summary>
    public IReadOnlyList<PlannedChange> Fields { get; init; } = [];

    /// <summary>The workloads that roll.</summary>
    public IReadOnlyList<PlannedRollout> Rollouts { get; init; } = [];
}

/// <summary>A cluster for which no plan can be made.</summary>
/// <param name="Cluster">Its id.</param>
/// <param name="Why">What is wrong, where, and what to do.</param>
public sealed record RefusedCluster(string Cluster, string Why);

/// <summary>A component's stable version.</summary>
/// <param name="Component">The component.</param>
/// <param name="Version">Null for none.</param>
public sealed record StableVersion(string Component, string? Version);
