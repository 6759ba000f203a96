using Fairway.Delivery.Changes;
using Fairway.Delivery.Drift;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Insights;
using Fairway.Delivery.Records;
using Fairway.Delivery.Tasks;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Manager;

/// <summary>What all shards of a process work with.</summary>
internal sealed record ReleaseServices
{
    public required IKubeApi MetaApi { get; init; }

    /// <summary>What fences of all shards read together.</summary>
    public required FenceReads FenceReads { get; init; }

    public required IClusterDirectory Directory { get; init; }

    public required IMetaDb MetaDb { get; init; }

    public required IReadOnlyList<IChangeKind> Kinds { get; init; }

    public required IReadOnlyList<IGate> Gates { get; init; }

    /// <summary>What watches for drift; none where it is not watched.</summary>
    public IReadOnlyList<IDriftKind> Drifts { get; init; } = [];

    /// <summary>Who tells others; null where nobody does.</summary>
    public INotifier? Notifier { get; init; }

    /// <summary>Who runs processes for tasks; null where Jobs do.</summary>
    public ILocalRunner? LocalRunner { get; init; }

    public IReadOnlyList<IChangeInsight> Insights { get; init; } = [];

    public required KubeEnvironment Environment { get; init; }

    public required MetaCaches Caches { get; init; }

    /// <summary>Who writes audit entries.</summary>
    public required string Member { get; init; }

    /// <summary>How often each cluster is asked whether it answers.</summary>
    public required TimeSpan LookEvery { get; init; }

    public DateTimeOffset Now => Environment.Time.GetUtcNow();

    /// <summary>The kind of change of a name.</summary>
    /// <exception cref="ChangeRefusedException">This manager has none of that name.</exception>
    public IChangeKind Kind(string name) => Kinds.FirstOrDefault(kind => kind.Name == name)
        ?? throw new ChangeRefusedException("UnknownKind", $"this manager knows no kind of change {name}");
}
