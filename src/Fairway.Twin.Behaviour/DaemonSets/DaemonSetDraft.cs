using System.Collections.Immutable;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>A DaemonSet's nodes with their pods, and the bounds of its rolling update.</summary>
internal sealed class DaemonSetDraft : DaemonKeeper
{
    private readonly TimeSpan minReady;
    private readonly DateTimeOffset now;

    public DaemonSetDraft(DaemonSetObservation seen, ImmutableArray<PodView> owned, RevisionView update)
        : base(seen.Held)
    {
        Set = seen.Set;
        Update = update;
        now = seen.Now;
        minReady = TimeSpan.FromSeconds(Set.MinReadySeconds);
        Nodes = DaemonPlaces.Of(Set.Template, seen.Nodes, owned);
        Desired = Nodes.Count(n => n.ShouldRun);
        MaxSurge = Set.MaxSurge.RoundUp(Desired);
        var unavailable = Set.MaxUnavailable.RoundUp(Desired);
        // Both zero would never move: such a set is refused by the API, and one at a time here.
        MaxUnavailable = MaxSurge == 0 && unavailable == 0 ? 1 : unavailable;
    }

    public DaemonSetView Set { get; }

    public RevisionView Update { get; }

    /// <summary>Every node, by name; nodes that are gone but still have pods included.</summary>
    public ImmutableArray<DaemonNode> Nodes { get; }

    public int Desired { get; }

    public override int MaxSurge { get; }

    public int MaxUnavailable { get; }

    /// <summary>A pod of the present template for a node.</summary>
    public override WorkloadAction.CreatePod Create(string node, string reason)
    {
        var template = Set.Template.WithLabel(WellKnown.ControllerRevisionHash, Update.Hash);
        if (Set.Meta.Annotations[WellKnown.TemplateGeneration] is { } generation)
        {
            template = template.WithLabel(WellKnown.PodTemplateGeneration, generation);
        }

        var owner = OwnerReference.ControllerOf("apps/v1", "DaemonSet", Set.Meta);
        return DaemonPod.Create(Set.Meta, owner, template, node, reason);
    }

    public override bool IsAvailable(PodView pod) => pod.IsAvailable(minReady, now);

    public DateTimeOffset? AvailableAt(PodView pod) => pod.AvailableAt(minReady);

    public override bool IsUpdated(PodView pod) => pod.Meta.Labels[WellKnown.ControllerRevisionHash] == Update.Hash;
}
