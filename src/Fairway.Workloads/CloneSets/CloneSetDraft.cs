using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>A CloneSet with its active pods, and the two revisions between which it stands.</summary>
internal sealed class CloneSetDraft
{
    public CloneSetDraft(
        CloneSetObservation seen,
        ImmutableArray<PodView> owned,
        ImmutableArray<RevisionView> revisions,
        RevisionView update)
    {
        Set = seen.Set;
        Now = seen.Now;
        Claims = seen.Claims;
        Health = new PodHealth(TimeSpan.FromSeconds(Set.MinReadySeconds), seen.Now);
        InPlace = new InPlaceUpdate(Set.Grace, seen.Now);
        Steps = new PodSteps(Set.Hooks, InPlace, seen.Now);
        Update = update;
        Revisions = revisions;
        Current = CurrentRevision.Of(Set.Status.CurrentRevision, revisions, update, owned);
        All = owned;
        Pods = [.. owned.Where(p => p.IsActive)];
        Numbers = ReplicaArithmetic.Of(Set.Policy, Tally(old: true), Tally(old: false), IsOneRevision);
    }

    public CloneSetView Set { get; }

    public DateTimeOffset Now { get; }

    public PodHealth Health { get; }

    public InPlaceUpdate InPlace { get; }

    public PodSteps Steps { get; }

    /// <summary>The revision that pods had before.</summary>
    public RevisionView Current { get; }

    /// <summary>The revision of the template as it is now.</summary>
    public RevisionView Update { get; }

    public ImmutableArray<RevisionView> Revisions { get; }

    /// <summary>Its pods, those that end or have ended too.</summary>
    public ImmutableArray<PodView> All { get; }

    /// <summary>Its active pods.</summary>
    public ImmutableArray<PodView> Pods { get; }

    /// <summary>Claims of storage that it owns.</summary>
    public ImmutableArray<LabelledView> Claims { get; }

    public ReplicaNumbers Numbers { get; }

    public bool IsOneRevision => Current.Name == Update.Name;

    public bool IsUpdated(PodView pod) => PodLabels.RevisionOf(pod) == Update.Name;

    /// <summary>Somebody, or the controller itself, wants the pod to be replaced.</summary>
    public bool IsMarked(PodView pod) =>
        PodLabels.IsMarked(pod) || Set.PodsToDelete.Contains(pod.Meta.Name);

    private RevisionTally Tally(bool old)
    {
        var tally = default(RevisionTally);
        foreach (var pod in Pods.Where(p => IsUpdated(p) != old))
        {
            tally = tally.With(Lifecycle.IsPreparingDelete(pod), IsMarked(pod), Health.IsAvailable(pod));
        }

        return tally;
    }
}
