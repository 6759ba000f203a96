using Fairway.Api.Rollouts;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>The status of a Rollout, as a function of what was seen.</summary>
internal static class RolloutSummary
{
    /// <summary>Where there is no workload to speak of.</summary>
    public static RolloutStatus Of(RolloutObservation seen, RolloutVerdict verdict)
    {
        var rollout = seen.Rollout;
        var before = rollout.Status is { } status && status.Change == rollout.Spec.Change ? status : null;
        return new RolloutStatus
        {
            ObservedGeneration = rollout.Metadata.Generation,
            Change = rollout.Spec.Change,
            Phase = verdict.Phase,
            Guarantees = seen.Driver?.Facts.Guarantees.Words,
            Began = before?.Began ?? seen.Now,
            Template = before?.Template,
            Revision = before?.Revision,
            Reason = verdict.Reason,
            Message = verdict.Message,
            Since = before is not null && before.Phase == verdict.Phase ? before.Since : seen.Now,
        };
    }

    public static RolloutStatus Of(RolloutDraft draft, RolloutVerdict verdict)
    {
        var workload = draft.Workload;
        var revision = draft.Revision;
        return Of(draft.Seen, verdict) with
        {
            Braked = workload.IsBraked,
            Step = verdict.Phase == RolloutPhase.Complete ? draft.Last : draft.Reached,
            Began = draft.Began,
            Template = draft.Template,
            Revision = draft.Revision,
            Replicas = workload.Replicas,
            Updated = revision is null
                ? null
                : workload.Pods.CountOf(pod => pod.Revision == revision && !pod.IsDeleting),
            UpdatedReady = revision is null
                ? null
                : workload.Pods.CountOf(pod => pod.Revision == revision && pod is { IsReady: true, IsDeleting: false }),
            Ready = workload.Pods.CountOf(pod => pod is { IsReady: true, IsDeleting: false }),
        };
    }
}
