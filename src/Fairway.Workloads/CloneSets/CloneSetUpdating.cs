using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>Which pods of a CloneSet are brought to another revision now, and how.</summary>
internal static class CloneSetUpdating
{
    public static ImmutableArray<WorkloadAction> Decide(CloneSetDraft draft)
    {
        var chosen = Choose(draft);
        var names = chosen.Select(p => p.Meta.Name).ToHashSet(StringComparer.Ordinal);
        var target = draft.Numbers.Update > 0 ? draft.Update : draft.Current;
        return
        [
            .. chosen.Select(p => Step(draft, p, target)).OfType<WorkloadAction>(),
            .. draft.Pods.Where(p => InPlaceUpdate.IsPrepared(p) && !names.Contains(p.Meta.Name))
                .Select(draft.InPlace.Restore),
        ];
    }

    private static ImmutableArray<PodView> Choose(CloneSetDraft draft)
    {
        var set = draft.Set;
        if (set.Style == UpdateStyle.OnDelete || set.Policy.Paused || draft.Numbers.Update == 0)
        {
            return [];
        }

        var isForward = draft.Numbers.Update > 0;
        var waiting = draft.Pods.Where(p => draft.IsUpdated(p) != isForward && !Lifecycle.IsPreparingDelete(p));
        var ranked = set.Priority.Sort(DeletionRank.First(int.MaxValue, waiting));

        // What has been begun is gone on with, so that the same pods are chosen at each look.
        ImmutableArray<PodView> ordered =
            [.. set.Scattering.Sort(ranked, draft.Pods).OrderByDescending(p => IsBegun(draft, p))];
        return Limit(draft, ordered);
    }

    private static bool IsBegun(CloneSetDraft draft, PodView pod) =>
        draft.IsMarked(pod) || InPlaceUpdate.IsPrepared(pod) || Lifecycle.StateOf(pod) == Lifecycle.PreparingUpdate;

    /// <summary>No more than may be unavailable, all in all and of the revision that pods are brought to.</summary>
    private static ImmutableArray<PodView> Limit(CloneSetDraft draft, ImmutableArray<PodView> waiting)
    {
        var limit = draft.Numbers.UpdateUnavailable;
        var isForward = draft.Numbers.Update > 0;
        var broken = draft.Pods.Where(p => !draft.Health.IsAvailable(p)).ToArray();
        var brokenThere = broken.Count(p => draft.IsUpdated(p) == isForward);
        var unavailable = broken.Length;
        var chosen = ImmutableArray.CreateBuilder<PodView>();
        foreach (var pod in waiting.Take(Math.Abs(draft.Numbers.Update)))
        {
            var isAvailable = draft.Health.IsAvailable(pod);
            if (brokenThere + chosen.Count >= limit || (isAvailable && unavailable >= limit))
            {
                break;
            }

            unavailable += isAvailable ? 1 : 0;
            chosen.Add(pod);
        }

        return chosen.ToImmutable();
    }

    private static WorkloadAction? Step(CloneSetDraft draft, PodView pod, RevisionView target)
    {
        if (draft.IsMarked(pod))
        {
            return null;
        }

        if (draft.Set.Style == UpdateStyle.Recreate)
        {
            return Mark(pod, target);
        }

        var before = draft.Revisions.FirstOrDefault(r => r.Name == CloneSetDraft.RevisionOf(pod));
        if (before is not null && InPlaceChange.Between(before.Template, target.Template) is { } change)
        {
            return draft.Steps.Update(pod, change, target, CloneSetPod.LabelsOf(target));
        }

        return draft.Set.Style == UpdateStyle.InPlaceOnly ? null : Mark(pod, target);
    }

    private static WorkloadAction.ChangePod Mark(PodView pod, RevisionView target) => new(
        pod.Meta,
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { [KruiseNames.SpecifiedDelete] = "true" },
            },
        },
        "it is of an old revision, and is made anew")
    {
        Told = new PodEvent(
            "SuccessfulUpdatePodReCreate",
            $"successfully patch pod {pod.Meta.Name} specified-delete for update(revision {target.Name})"),
    };
}
