using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Twin.Behaviour.StatefulSets;

/// <summary>The pods of a StatefulSet in their places, and the two revisions between which it stands.</summary>
internal sealed class StatefulSetDraft
{
    private readonly TimeSpan minReady;
    private readonly DateTimeOffset now;

    public StatefulSetDraft(
        StatefulSetObservation seen, ImmutableArray<PodView> owned, ImmutableArray<RevisionView> revisions,
        RevisionView update)
    {
        Set = seen.Set;
        now = seen.Now;
        minReady = TimeSpan.FromSeconds(Set.MinReadySeconds);
        Update = update;
        Current = revisions.FirstOrDefault(r => r.Name == Set.Status.CurrentRevision) ?? update;
        var byOrdinal = owned
            .Select(p => (Ordinal: Set.OrdinalOf(p.Meta.Name)!.Value, Pod: p))
            .OrderBy(p => p.Ordinal)
            .ToArray();
        Places =
        [
            .. Enumerable.Range(Set.FirstOrdinal, Set.Replicas)
                .Select(o => (o, (PodView?)byOrdinal.FirstOrDefault(p => p.Ordinal == o).Pod)),
        ];
        Condemned = [.. byOrdinal.Where(p => !IsWanted(p.Ordinal)).Select(p => p.Pod)];
        FirstUnhealthy =
            Places.Select(p => p.Pod).OfType<PodView>().Concat(Condemned).FirstOrDefault(p => !IsHealthy(p));
    }

    public StatefulSetView Set { get; }

    /// <summary>The revision of the pods below the partition.</summary>
    public RevisionView Current { get; }

    /// <summary>The revision of the template as it is now.</summary>
    public RevisionView Update { get; }

    /// <summary>Every wanted ordinal, ascending, with its pod or null.</summary>
    public ImmutableArray<(int Ordinal, PodView? Pod)> Places { get; }

    /// <summary>Pods whose ordinals are no longer wanted, ascending.</summary>
    public ImmutableArray<PodView> Condemned { get; }

    public PodView? FirstUnhealthy { get; }

    public static string? RevisionOf(PodView pod) => pod.Meta.Labels[WellKnown.ControllerRevisionHash];

    public static bool IsRunningAndReady(PodView pod) => pod.Phase == PodPhase.Running && pod.IsReady;

    /// <summary>Running, and ready for long enough.</summary>
    public bool IsAvailable(PodView pod) => pod.Phase == PodPhase.Running && pod.IsAvailable(minReady, now);

    public DateTimeOffset? AvailableAt(PodView pod) => pod.AvailableAt(minReady);

    /// <summary>The revision that a pod of the ordinal is created at.</summary>
    public RevisionView RevisionFor(int ordinal) =>
        !Set.OnDelete && ordinal - Set.FirstOrdinal < Set.Partition ? Current : Update;

    private static bool IsHealthy(PodView pod) => IsRunningAndReady(pod) && !pod.Meta.IsDeleting;

    private bool IsWanted(int ordinal) => ordinal >= Set.FirstOrdinal && ordinal < Set.FirstOrdinal + Set.Replicas;
}
