using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.DaemonSets;

/// <summary>An Advanced DaemonSet's nodes with their pods, and the bounds of its update.</summary>
internal sealed class AdvancedDaemonSetDraft : DaemonKeeper
{
    private readonly ImmutableDictionary<string, NodeView> nodes;
    private readonly HashSet<string> atOld;

    public AdvancedDaemonSetDraft(
        AdvancedDaemonSetObservation seen,
        ImmutableArray<PodView> owned,
        ImmutableArray<RevisionView> revisions,
        RevisionView update)
        : base(seen.Held)
    {
        Set = seen.Set;
        Update = update;
        Revisions = revisions;
        Health = new PodHealth(TimeSpan.FromSeconds(Set.MinReadySeconds), seen.Now);
        InPlace = new InPlaceUpdate(TimeSpan.Zero, seen.Now);
        Steps = new PodSteps(Set.Hooks, InPlace, seen.Now);
        Now = seen.Now;
        Owned = owned;
        nodes = seen.Nodes.ToImmutableDictionary(n => n.Meta.Name, StringComparer.Ordinal);
        Nodes = DaemonPlaces.Of(Set.Template, seen.Nodes, owned);
        Pairs = [.. Nodes.Where(n => n.ShouldRun).Select(n => DaemonPair.Of(this, n))];
        Kept = Math.Min(Set.Partition.RoundDown(Desired), Desired);
        MaxSurge = (Set.MaxSurge ?? IntOrPercent.Count(0)).RoundUp(Desired);
        var unavailable = (Set.MaxUnavailable ?? IntOrPercent.Count(MaxSurge > 0 ? 0 : 1)).RoundUp(Desired);
        // Both zero would never move: such a set is refused, and one at a time here.
        MaxUnavailable = MaxSurge == 0 && unavailable == 0 ? 1 : unavailable;
        var missing = MissingAtOld();
        ImmutableArray<string> empty = [.. Pairs.Where(p => p.Node.Pods.IsEmpty).Select(p => p.Node.Name)];
        atOld = Old is null ? [] : [.. empty.Take(missing)];
        Withheld = Old is null ? [.. empty.TakeLast(missing)] : [];
    }

    public AdvancedDaemonSetView Set { get; }

    public DateTimeOffset Now { get; }

    public PodHealth Health { get; }

    public InPlaceUpdate InPlace { get; }

    public PodSteps Steps { get; }

    /// <summary>The revision of the template as it is now.</summary>
    public RevisionView Update { get; }

    public ImmutableArray<RevisionView> Revisions { get; }

    /// <summary>Its pods, those that end or have ended too.</summary>
    public ImmutableArray<PodView> Owned { get; }

    /// <summary>Every node, by name; nodes that are gone but still have pods included.</summary>
    public ImmutableArray<DaemonNode> Nodes { get; }

    /// <summary>The nodes that should have a pod, by name.</summary>
    public ImmutableArray<DaemonPair> Pairs { get; }

    public int Desired => Pairs.Length;

    /// <summary>How many nodes keep an old pod.</summary>
    public int Kept { get; }

    public override int MaxSurge { get; }

    public int MaxUnavailable { get; }

    /// <summary>The nodes that get no pod yet: nothing was there before that the partition could keep.</summary>
    public ImmutableHashSet<string> Withheld { get; }

    public override bool IsUpdated(PodView pod) => PodLabels.RevisionOf(pod) == Update.Hash;

    public override bool IsAvailable(PodView pod) => Health.IsAvailable(pod);

    public bool IsSelected(DaemonPair pair) => Set.Nodes is not { } selector
        || (nodes.GetValueOrDefault(pair.Node.Name) is { } node && selector.Matches(node.Meta.Labels));

    /// <summary>A pod for a node that has none.</summary>
    public override WorkloadAction.CreatePod Create(string node, string reason) =>
        atOld.Contains(node) && Old is { } old
            ? Create(old, node, $"{reason}, and the partition keeps an old one there")
            : Create(Update, node, reason);

    /// <summary>A pod of the present template.</summary>
    public WorkloadAction.CreatePod CreateUpdated(string node, string reason) => Create(Update, node, reason);

    private RevisionView? Old => Revisions.Where(r => r.Name != Update.Name)
        .OrderByDescending(r => Owned.Count(p => PodLabels.RevisionOf(p) == r.Hash)).ThenByDescending(r => r.Number)
        .FirstOrDefault();

    /// <summary>How many nodes without a pod are to keep what was before: as many as the partition lacks.</summary>
    private int MissingAtOld() =>
        Set.PartitionedScaling ? Math.Max(Kept - Pairs.Count(p => p.HasOnlyOld), 0) : 0;

    private WorkloadAction.CreatePod Create(RevisionView revision, string node, string reason)
    {
        var owner = OwnerReference.ControllerOf(
            KruiseResources.DaemonSets.ApiVersion, KruiseResources.DaemonSets.Kind, Set.Meta);
        var template = revision.Template.WithLabel(WellKnown.ControllerRevisionHash, revision.Hash);
        var created = DaemonPod.Create(Set.Meta, owner, template, node, reason);
        var inPlace = Set.Style == UpdateStyle.InPlaceIfPossible;
        ReadinessGate.AddTo((JsonObject)created.Body["spec"]!, Set.Hooks, inPlace);
        return created;
    }
}
