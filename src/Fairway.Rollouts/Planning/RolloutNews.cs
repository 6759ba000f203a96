using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>What is new in a Rollout's status, told where people look: as events of its workload. A status that says
/// the same as the one before is no news.</summary>
internal static class RolloutNews
{
    /// <param name="seen">What the status rests on, with the status before.</param>
    /// <param name="after">The status that has been written.</param>
    /// <returns>What happened, in order; nothing where there is no workload.</returns>
    public static ImmutableArray<KubeEvent> Of(RolloutObservation seen, RolloutStatus after)
    {
        if (seen.Workload is not { } workload)
        {
            return [];
        }

        var reference = seen.Rollout.Spec.Workload;
        var regarding = new ObjectReference(reference.ApiVersion, reference.Kind, workload.Key, workload.Uid);
        var last = seen.Rollout.Status;
        var before = last?.Change == after.Change ? last : null;
        return
        [
            .. Tell(seen, workload, (last, before, after)).Select(news =>
                new KubeEvent(regarding, news.Reason, "Roll", $"Change {after.Change}: {news.Note}")
                {
                    IsWarning = news.IsWarning,
                }),
        ];
    }

    private static IEnumerable<(string Reason, string Note, bool IsWarning)> Tell(
        RolloutObservation seen,
        WorkloadSight workload,
        (RolloutStatus? Last, RolloutStatus? Before, RolloutStatus After) status)
    {
        var (last, before, after) = status;
        if (before is null && after.Phase is RolloutPhase.Pending or RolloutPhase.Braked)
        {
            yield return ("RolloutBegun", Begun(last), false);
        }

        if (before?.Revision is null && after.Revision is not null && KeptBy(workload, after) is > 0 and var kept
            && kept < workload.Replicas)
        {
            yield return (
                "RolloutGoesBack", $"Back to revision {after.Revision}, which {kept} replicas still have.", false);
        }

        if (after.Step > (before?.Step ?? -1) && after.Phase != RolloutPhase.Complete)
        {
            yield return (
                "RolloutStepReached",
                $"Step {after.Step} of {seen.Rollout.Spec.Steps.Count - 1} is reached: {after.UpdatedReady} of "
                + $"{after.Replicas} replicas are at revision {after.Revision} and ready.",
                false);
        }

        if (IsNew(before, after) && Moved(after) is { } moved)
        {
            yield return (moved.Reason, after.Message ?? "", moved.IsWarning);
        }
    }

    /// <summary>Another phase, another reason, or the next step under way.</summary>
    private static bool IsNew(RolloutStatus? before, RolloutStatus after) => before is null
        || (before.Phase, before.Reason) != (after.Phase, after.Reason)
        || (after.Phase == RolloutPhase.Progressing && before.Step != after.Step);

    private static (string Reason, bool IsWarning)? Moved(RolloutStatus after) => after switch
    {
        { Reason: RolloutReasons.HeldByBudget } => ("RolloutHeld", true),
        { Phase: RolloutPhase.Progressing } => ("RolloutStepBegun", false),
        { Phase: RolloutPhase.Halted } => ("RolloutHeld", after.Reason != RolloutReasons.Paused),
        { Phase: RolloutPhase.Stopped } => ("RolloutFailed", true),
        { Phase: RolloutPhase.Complete } => ("RolloutFinished", false),
        _ => null,
    };

    private static string Begun(RolloutStatus? last) => last is null or { Phase: RolloutPhase.Complete }
        ? "Begins with the brake on."
        : $"Begins with the brake on, in place of change {last.Change}, which was {last.Phase} "
            + $"({last.Reason}) at step {last.Step}.";

    /// <summary>Replicas that had the target revision before this change began.</summary>
    private static int KeptBy(WorkloadSight workload, RolloutStatus after) => workload.Pods
        .Those(pod => pod.Revision == after.Revision && !pod.IsDeleting)
        .Count(pod => pod.CreatedAt < after.Began);
}
