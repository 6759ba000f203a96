using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>The pods of an Advanced StatefulSet in their places, and the two revisions between which it
/// stands.</summary>
internal sealed class AdvancedStatefulSetDraft
{
    public AdvancedStatefulSetDraft(
        AdvancedStatefulSetObservation seen,
        ImmutableArray<PodView> owned,
        ImmutableArray<RevisionView> revisions,
        RevisionView update)
    {
        Set = seen.Set;
        Now = seen.Now;
        Owned = owned;
        Revisions = revisions;
        Claims = seen.Claims.ToImmutableDictionary(claim => claim.Meta.Name);
        Update = update;
        Current = CurrentRevision.Of(Set.Status.CurrentRevision, revisions, update, owned);
        Health = new PodHealth(TimeSpan.FromSeconds(Set.MinReadySeconds), seen.Now);
        InPlace = new InPlaceUpdate(Set.Grace, seen.Now);
        Steps = new PodSteps(Set.Hooks, InPlace, seen.Now);
        var byOrdinal = owned.ToDictionary(p => Set.OrdinalOf(p.Meta.Name)!.Value);
        Places =
        [
            .. Set.Reserved.Free(Set.FirstOrdinal, Set.Replicas)
                .Select((ordinal, i) => new Place(ordinal, i + 1, byOrdinal.GetValueOrDefault(ordinal))),
        ];
        var wanted = Places.Select(p => p.Ordinal).ToHashSet();
        Condemned =
        [
            .. owned.Where(p => !wanted.Contains(Set.OrdinalOf(p.Meta.Name)!.Value))
                .OrderByDescending(p => Set.OrdinalOf(p.Meta.Name)),
        ];
    }

    public AdvancedStatefulSetView Set { get; }

    public DateTimeOffset Now { get; }

    /// <summary>Its pods, those that end or have ended too.</summary>
    public ImmutableArray<PodView> Owned { get; }

    public ImmutableArray<RevisionView> Revisions { get; }

    /// <summary>Claims of storage by their names.</summary>
    public ImmutableDictionary<string, LabelledView> Claims { get; }

    /// <summary>The revision that pods had before.</summary>
    public RevisionView Current { get; }

    /// <summary>The revision of the template as it is now.</summary>
    public RevisionView Update { get; }

    public PodHealth Health { get; }

    public InPlaceUpdate InPlace { get; }

    public PodSteps Steps { get; }

    /// <summary>Every wanted ordinal, ascending.</summary>
    public ImmutableArray<Place> Places { get; }

    /// <summary>Pods whose ordinals are not wanted, the highest first.</summary>
    public ImmutableArray<PodView> Condemned { get; }

    public bool IsUpdated(PodView pod) => PodLabels.RevisionOf(pod) == Update.Name;

    /// <summary>Running, staying, and ready for long enough.</summary>
    public bool IsAvailable(PodView? pod) => pod is { Phase: PodPhase.Running, Meta.IsDeleting: false }
        && Health.IsAvailable(pod) && !InPlaceUpdate.IsUnderWay(pod);

    /// <summary>The revision that a pod of the place is created at.</summary>
    public RevisionView RevisionFor(Place place)
    {
        if (Set.Style == UpdateStyle.OnDelete)
        {
            return Update;
        }

        var others = Places.Count(p => p != place && p.Pod is { } pod && !IsUpdated(pod));
        var staysOld = Set.Unordered is null ? place.Position <= Set.Partition : others < Set.Partition;
        return staysOld ? Current : Update;
    }
}
