using Fairway.Delivery.Records;
using Fairway.Delivery.Tasks;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Leases;

namespace Fairway.Cli.Managers;

/// <summary>What one manager works with.</summary>
/// <param name="Meta">The meta cluster.</param>
/// <param name="MetaDb">Path of the database of records, made where it is missing; or the address of one in
/// PostgreSQL.</param>
/// <param name="Member">This process's name among managers: see <see cref="MemberName"/>.</param>
/// <param name="Environment">Time, chance and log.</param>
internal sealed record ManagerSettings(IKubeApi Meta, string MetaDb, string Member, KubeEnvironment Environment)
{
    /// <summary>File of the keys that seal Secrets in the records; null: they are in the meta cluster.</summary>
    public string? SealKeys { get; init; }

    /// <summary>Whether somebody else has brought Fairway's resources, policies and namespace: then nothing of them is
    /// brought, and no right to is needed.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>How clusters are reached; null: by their kubeconfigs in the meta cluster.</summary>
    public IClusterDirectory? Directory { get; init; }

    /// <summary>The records; null: those of <see cref="MetaDb"/>.</summary>
    public IMetaDb? Records { get; init; }

    /// <summary>Who runs processes for tasks; null: nobody does, and they are Jobs.</summary>
    public ILocalRunner? LocalRunner { get; init; }

    /// <summary>When this process is missed by other managers.</summary>
    public LeaseTimes Leases { get; init; } = LeaseTimes.Usual;

    /// <summary>How often each cluster is asked whether it answers.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(30);
}
