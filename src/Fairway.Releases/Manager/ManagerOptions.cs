using Fairway.Delivery.Changes;
using Fairway.Delivery.Drift;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Insights;
using Fairway.Delivery.Metrics;
using Fairway.Delivery.Records;
using Fairway.Delivery.Tasks;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Leases;

namespace Fairway.Releases.Manager;

/// <summary>What a manager works with.</summary>
public sealed record ManagerOptions
{
    /// <summary>The meta cluster. Its CRDs are installed, and the namespace <c>fairway-system</c> is there.</summary>
    public required IKubeApi MetaApi { get; init; }

    /// <summary>How tenant clusters are reached.</summary>
    public required IClusterDirectory Directory { get; init; }

    /// <summary>Where facts are recorded.</summary>
    public required IMetaDb MetaDb { get; init; }

    /// <summary>The kinds of change that it carries.</summary>
    public required IReadOnlyList<IChangeKind> ChangeKinds { get; init; }

    /// <summary>What watches the clusters for drift; null: nothing does.</summary>
    public IReadOnlyList<IDriftKind>? Drifts { get; init; }

    /// <summary>Who answers Inquiries; none is answered where it is empty.</summary>
    public IReadOnlyList<IChangeInsight> Insights { get; init; } = [];

    /// <summary>Whom it asks for metrics; null: what pipelines demand of them never passes.</summary>
    public IMetricSource? Metrics { get; init; }

    /// <summary>Who posts what Notify tasks tell; null: they fail, which fails nothing.</summary>
    public INotifier? Notifier { get; init; }

    /// <summary>Who runs processes for Run tasks that name no cluster; null: they are Jobs of the meta
    /// cluster.</summary>
    public ILocalRunner? LocalRunner { get; init; }

    /// <summary>The gates that it asks; null for those of health, of canary tests and of metrics.</summary>
    public IReadOnlyList<IGate>? Gates { get; init; }

    /// <summary>This replica. Must belong to one process alone, and to no later one either: a pod's name and uid,
    /// say.</summary>
    public required string Member { get; init; }

    /// <summary>When this replica is missed by the others.</summary>
    public LeaseTimes Leases { get; init; } = LeaseTimes.Usual;

    /// <summary>How often each cluster is asked whether it answers. An act on a cluster asks for itself.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shows how far it is to who asks from outside; null for nobody.</summary>
    public ManagerSight? Sight { get; init; }

    /// <summary>Time, chance and log.</summary>
    public required KubeEnvironment Environment { get; init; }
}
