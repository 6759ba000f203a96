using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Ownership;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Kube.Pods.Volumes;

namespace Fairway.Twin.Behaviour.StatefulSets;

/// <summary>
/// Keeps one pod for each ordinal: creates in ascending order, removes and updates in descending order, one at a time
/// unless the set is parallel.
/// </summary>
internal static class StatefulSetPlanner
{
    public static StatefulSetPlan Plan(StatefulSetObservation seen)
    {
        var set = seen.Set;
        var owner = new RevisionOwner(
            set.Meta, "StatefulSet", set.Template, WellKnown.RevisionHash, set.Status.CollisionCount);
        var pods = ClaimPlanner.Plan(
            new ClaimRules<PodView>(set.Meta, owner.Reference, ChildKind.Pod, p => IsMember(set, p)), seen.Pods);
        var revisions = ClaimPlanner.Plan(
            new ClaimRules<RevisionView>(
                set.Meta, owner.Reference, ChildKind.ControllerRevision, r => set.Selector.Matches(r.Meta.Labels)),
            seen.Revisions);
        var revision = set.Meta.IsDeleting && revisions.Owned.IsEmpty
            ? null
            : RevisionPlanner.Plan(owner, revisions.Owned);
        if (revision is null)
        {
            return new StatefulSetPlan([], set.Status with { ObservedGeneration = set.Meta.Generation });
        }

        var draft = new StatefulSetDraft(seen, pods.Owned, revisions.Owned, revision.Update);
        ImmutableArray<WorkloadAction> writes = set.Meta.IsDeleting
            ? []
            : [.. revision.Actions, .. Decide(draft, owner.Reference), .. CleanUp(draft, revisions.Owned, pods.Owned)];
        return new StatefulSetPlan(
            [.. revisions.Actions, .. pods.Actions, .. writes],
            Status(draft, pods.Owned, revision.CollisionCount))
        {
            LookAgainAt = pods.Owned.Select(draft.AvailableAt).Where(at => at > seen.Now).Min(),
        };
    }

    private static bool IsMember(StatefulSetView set, PodView pod) =>
        set.Selector.Matches(pod.Meta.Labels) && set.OrdinalOf(pod.Meta.Name) is not null;

    private static List<WorkloadAction> Decide(StatefulSetDraft draft, OwnerReference reference)
    {
        var actions = new List<WorkloadAction>();
        if (FillPlaces(draft, reference, actions) && Remove(draft, actions) && !draft.Set.OnDelete)
        {
            UpdateOne(draft, actions);
        }

        return actions;
    }

    /// <summary>Fills the places in order; false where one of them must be waited for.</summary>
    private static bool FillPlaces(StatefulSetDraft draft, OwnerReference reference, List<WorkloadAction> actions)
    {
        foreach (var (ordinal, pod) in draft.Places)
        {
            if (pod is null)
            {
                actions.AddRange(Claims(draft.Set, ordinal));
                actions.Add(Create(draft, ordinal, reference));
            }
            else if (pod.IsTerminal && !pod.Meta.IsDeleting)
            {
                actions.Add(
                    new WorkloadAction.Delete(ChildKind.Pod, pod.Meta, "it has ended; its place is filled anew"));
            }
            else if (draft.IsAvailable(pod) && !pod.Meta.IsDeleting)
            {
                continue;
            }

            if (!draft.Set.Parallel)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Removes pods beyond the wanted ordinals, the highest first; false where something must be waited
    /// for.</summary>
    private static bool Remove(StatefulSetDraft draft, List<WorkloadAction> actions)
    {
        foreach (var pod in draft.Condemned.Reverse())
        {
            var ordered = !draft.Set.Parallel;
            var mustWait = pod.Meta.IsDeleting || (!draft.IsAvailable(pod) && pod != draft.FirstUnhealthy);
            if (ordered && mustWait)
            {
                return false;
            }

            if (!pod.Meta.IsDeleting)
            {
                actions.Add(new WorkloadAction.Delete(ChildKind.Pod, pod.Meta, "its ordinal is no longer wanted"));
            }

            if (ordered)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes down the highest pod of an old revision, once all above it are available.</summary>
    private static void UpdateOne(StatefulSetDraft draft, List<WorkloadAction> actions)
    {
        foreach (var (_, pod) in draft.Places.Skip(draft.Set.Partition).Reverse())
        {
            if (pod is null || pod.Meta.IsDeleting)
            {
                return;
            }

            if (StatefulSetDraft.RevisionOf(pod) != draft.Update.Name)
            {
                actions.Add(new WorkloadAction.Delete(ChildKind.Pod, pod.Meta, "it is of an old revision"));
                return;
            }

            if (!draft.IsAvailable(pod))
            {
                return;
            }
        }
    }

    /// <summary>Claims that are there already, of the pod that was here before, are kept.</summary>
    private static IEnumerable<WorkloadAction> Claims(StatefulSetView set, int ordinal) =>
        set.Claims.Select(claim => new WorkloadAction.CreateClaim(
            claim.NameOf(PodOf(set, ordinal)),
            claim.Body(set.Meta.Namespace, set.Selector, PodOf(set, ordinal)),
            $"pod {PodOf(set, ordinal)} needs it")
        {
            Pod = PodOf(set, ordinal),
        });

    private static string PodOf(StatefulSetView set, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{set.Meta.Name}-{ordinal}");

    private static WorkloadAction.CreatePod Create(StatefulSetDraft draft, int ordinal, OwnerReference reference)
    {
        var set = draft.Set;
        var revision = draft.RevisionFor(ordinal);
        var name = PodOf(set, ordinal);
        var template = revision.Template
            .WithLabel(WellKnown.StatefulPodName, name)
            .WithLabel(WellKnown.PodIndex, ordinal.ToString(CultureInfo.InvariantCulture))
            .WithLabel(WellKnown.ControllerRevisionHash, revision.Name);
        var body = PodBody.From(template, set.Meta.Namespace, reference);
        body["metadata"]!["name"] = name;
        var spec = body["spec"]!;
        ClaimTemplate.Mount(set.Claims, name, (JsonObject)spec);
        spec["hostname"] = name;
        if (set.ServiceName.Length > 0)
        {
            spec["subdomain"] = set.ServiceName;
        }

        return new WorkloadAction.CreatePod(body, name, "its place is empty");
    }

    private static IEnumerable<WorkloadAction> CleanUp(
        StatefulSetDraft draft, ImmutableArray<RevisionView> revisions, ImmutableArray<PodView> pods)
    {
        var used = pods.Select(StatefulSetDraft.RevisionOf).ToImmutableHashSet();
        return RevisionPlanner.CleanUp(
            revisions,
            r => r.Name == draft.Current.Name || r.Name == draft.Update.Name || used.Contains(r.Name),
            draft.Set.RevisionHistoryLimit);
    }

    private static StatefulSetStatus Status(StatefulSetDraft draft, ImmutableArray<PodView> pods, int? collisions)
    {
        var set = draft.Set;
        var staying = pods.Where(p => !p.Meta.IsDeleting).ToArray();
        var status = new StatefulSetStatus
        {
            ObservedGeneration = set.Meta.Generation,
            Replicas = pods.Length,
            Ready = pods.Count(StatefulSetDraft.IsRunningAndReady),
            Available = pods.Count(draft.IsAvailable),
            Current = staying.Count(p => StatefulSetDraft.RevisionOf(p) == draft.Current.Name),
            Updated = staying.Count(p => StatefulSetDraft.RevisionOf(p) == draft.Update.Name),
            CurrentRevision = draft.Current.Name,
            UpdateRevision = draft.Update.Name,
            CollisionCount = collisions ?? 0,
        };
        var complete = !set.OnDelete
            && status.Updated == set.Replicas && status.Replicas == set.Replicas && status.Ready == set.Replicas;
        return complete
            ? status with { CurrentRevision = draft.Update.Name, Current = status.Updated }
            : status;
    }
}
