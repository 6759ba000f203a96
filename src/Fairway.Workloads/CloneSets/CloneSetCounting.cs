using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>Counts the pods of a CloneSet for its status.</summary>
internal static class CloneSetCounting
{
    public static CloneSetStatus Status(CloneSetDraft draft, int? collisions)
    {
        var (set, pods) = (draft.Set, draft.Pods);
        var updated = pods.Where(draft.IsUpdated).ToArray();
        var status = new CloneSetStatus
        {
            ObservedGeneration = set.Meta.Generation,
            Replicas = pods.Length,
            Ready = pods.Count(PodHealth.IsReady),
            Available = pods.Count(draft.Health.IsAvailable),
            Updated = updated.Length,
            UpdatedReady = updated.Count(PodHealth.IsReady),
            UpdatedAvailable = updated.Count(draft.Health.IsAvailable),
            ExpectedUpdated = set.Policy.Replicas - set.Policy.PartitionReplicas,
            UpdateRevision = draft.Update.Name,
            CurrentRevision = draft.Current.Name,
            CollisionCount = collisions ?? 0,
            LabelSelector = SelectorText.Of(set.Selector),
        };

        // Nothing is not all: a set that was scaled to nothing in mid-rollout has not been rolled out.
        var isStable = status.Updated == status.Replicas && status.Replicas == set.Policy.Replicas
            && set.Policy.Replicas > 0;
        status = isStable ? status with { CurrentRevision = status.UpdateRevision } : status;
        return status with { Conditions = CloneSetProgress.Conditions(set, status, draft.Now) };
    }
}
