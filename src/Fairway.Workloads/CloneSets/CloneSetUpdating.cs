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
            .. draft.Pods.Where(p => !names.Contains(p.Meta.Name)).Select(draft.Steps.Restore)
                .OfType<WorkloadAction>(),
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
        var wrong = draft.Pods.Where(p => draft.IsUpdated(p) != isForward && !Lifecycle.IsPreparingDelete(p))
            .ToLookup(draft.IsMarked);
        var ranked = set.Priority.Sort(DeletionRank.First(int.MaxValue, wrong[false]));

        // What has been begun is gone on with, so that the same pods are chosen at each look.
        var ordered = set.Scattering.Sort(ranked, draft.Pods).OrderByDescending(InPlaceUpdate.IsBegun);
        return Limit(draft, ordered, wrong[true].Count());
    }

    /// <summary>No more than may be unavailable, all in all and of the revision that pods are brought to. Those that
    /// are marked will be gone soon: they count. What is broken is mended, wherever it stands in the order: it may be
    /// why the others wait.</summary>
    private static ImmutableArray<PodView> Limit(CloneSetDraft draft, IEnumerable<PodView> waiting, int marked)
    {
        var count = Math.Abs(draft.Numbers.Update);
        var limit = draft.Numbers.UpdateUnavailable;
        var isForward = draft.Numbers.Update > 0;
        var broken = draft.Pods.Where(p => !draft.Health.IsAvailable(p)).ToArray();
        var brokenThere = broken.Count(p => draft.IsUpdated(p) == isForward);
        var unavailable = broken.Length + draft.Pods.Count(p => draft.IsMarked(p) && draft.Health.IsAvailable(p));
        var chosen = ImmutableArray.CreateBuilder<PodView>();
        foreach (var pod in waiting)
        {
            var isAvailable = draft.Health.IsAvailable(pod);
            if (chosen.Count == count || brokenThere + chosen.Count >= limit)
            {
                break;
            }

            if (!isAvailable || (unavailable < limit && chosen.Count + marked < count))
            {
                unavailable += isAvailable ? 1 : 0;
                chosen.Add(pod);
            }
        }

        return chosen.ToImmutable();
    }

    private static WorkloadAction? Step(CloneSetDraft draft, PodView pod, RevisionView target)
    {
        if (draft.Set.Style == UpdateStyle.Recreate)
        {
            return Mark(pod, target);
        }

        var before = draft.Revisions.FirstOrDefault(r => r.Name == PodLabels.RevisionOf(pod));
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
