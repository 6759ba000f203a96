using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>
/// Decides how a Rollout goes on: whether the brake is on, which partition its workload is to have, when it halts or
/// stops, and what its status says.
/// </summary>
internal static class RolloutPlanner
{
    public static RolloutPlan Plan(RolloutObservation seen)
    {
        if (RolloutSpecRules.Objection(seen) is { } objection)
        {
            return new RolloutPlan([], RolloutSummary.Of(seen, objection));
        }

        if (seen.Workload is not { } workload)
        {
            return new RolloutPlan([], RolloutSummary.Of(seen, Missing(seen.Rollout.Spec)) with { Braked = true });
        }

        var draft = new RolloutDraft(seen, seen.Driver!, workload);
        var verdict = Judge(draft);
        return new RolloutPlan(Act(draft, verdict), RolloutSummary.Of(draft, verdict))
        {
            LookAgainAt = IsOpen(verdict) ? Earlier(draft.PermitEnd, workload.NextReadyAt) : null,
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;

    private static bool IsOpen(RolloutVerdict verdict) =>
        verdict.Phase is RolloutPhase.Progressing or RolloutPhase.AtStep or RolloutPhase.Braked;

    private static RolloutVerdict Missing(RolloutSpec spec) => new(
        spec.Generation is null ? RolloutPhase.Braked : RolloutPhase.Halted,
        RolloutReasons.WorkloadMissing,
        $"There is no {spec.Workload.Kind} {spec.Workload.Name} in this namespace.",
        null);

    private static RolloutVerdict Judge(RolloutDraft draft) =>
        Ended(draft) ?? Braking(draft) ?? Hindered(draft) ?? Moving(draft);

    /// <summary>What has ended stays so until another change comes; but the last step bakes as the others do, and what
    /// was ready for a moment may crash meanwhile.</summary>
    private static RolloutVerdict? Ended(RolloutDraft draft) => draft.Before switch
    {
        { Phase: RolloutPhase.Complete } before when LastBake.IsOn(draft.Spec, before, draft.Seen.Now)
            && LocalStop.Find(draft) is { } trouble =>
            new RolloutVerdict(RolloutPhase.Stopped, trouble.Reason, trouble.Message, draft.Frozen),
        { Phase: RolloutPhase.Complete } before => new RolloutVerdict(
            RolloutPhase.Complete, before.Reason ?? RolloutReasons.Done, before.Message ?? "", Brake.Released),
        { Phase: RolloutPhase.Stopped } before => new RolloutVerdict(
            RolloutPhase.Stopped, before.Reason ?? RolloutReasons.CrashLoop, before.Message ?? "",
            draft.IsReplaced ? Brake.On : draft.Frozen),
        _ => null,
    };

    /// <summary>Before the new template is there, and known to its controller, everything is held.</summary>
    private static RolloutVerdict? Braking(RolloutDraft draft)
    {
        var workload = draft.Workload;
        if (draft.Spec.Generation is not { } wanted)
        {
            return workload.IsBraked
                ? Braked(RolloutReasons.WaitingForTemplate, "The brake is on; the new template was not applied yet.")
                : new RolloutVerdict(
                    RolloutPhase.Pending, RolloutReasons.BrakeGoingOn, "The brake is being put on.", Brake.On);
        }

        if (workload.Generation < wanted && draft.Template is null)
        {
            // Caches of the two come one after the other: nothing is wrong yet.
            return Braked(
                RolloutReasons.WaitingForTemplate,
                $"The workload is seen at generation {workload.Generation}; the new template is generation {wanted}.");
        }

        if (workload.Generation < wanted)
        {
            return new RolloutVerdict(
                RolloutPhase.Halted,
                RolloutReasons.RevisionReplaced,
                $"The workload is at generation {workload.Generation}, before generation {wanted} to which the new "
                + "template was applied: it was made anew by somebody else.",
                Brake.On);
        }

        return draft.IsObserved || draft.IsBorn
            ? null
            : Braked(
                RolloutReasons.WaitingForController,
                $"The workload's controller has not observed generation {wanted} yet.");
    }

    private static RolloutVerdict Braked(string reason, string message) =>
        new(RolloutPhase.Braked, reason, message, Brake.On);

    /// <summary>What halts or stops a rollout whatever is permitted.</summary>
    private static RolloutVerdict? Hindered(RolloutDraft draft)
    {
        if (draft.IsReplaced)
        {
            return new RolloutVerdict(
                RolloutPhase.Halted,
                RolloutReasons.RevisionReplaced,
                "Somebody else has changed the workload's template: this is not the revision that was to be rolled "
                + "out. Put the template back, or bring another change.",
                Brake.On);
        }

        if (LocalStop.Find(draft) is { } trouble)
        {
            return new RolloutVerdict(RolloutPhase.Stopped, trouble.Reason, trouble.Message, draft.Frozen);
        }

        if (draft.Reached == draft.Last && draft.IsObserved)
        {
            return new RolloutVerdict(
                RolloutPhase.Complete,
                RolloutReasons.Done,
                RolloutWords.Done(draft),
                Brake.Released);
        }

        return draft.Spec.Paused
            ? new RolloutVerdict(RolloutPhase.Halted, RolloutReasons.Paused, "Paused.", Hold(draft))
            : null;
    }

    private static RolloutVerdict Moving(RolloutDraft draft)
    {
        if (draft.Permitted < 0)
        {
            return new RolloutVerdict(
                RolloutPhase.Braked,
                RolloutReasons.WaitingForPermit,
                "The new template is there; no step is permitted yet.",
                draft.IsBorn ? Brake.Released : Brake.On);
        }

        var partition = draft.IsPermitLive ? Go(draft) : Hold(draft);
        if (draft.Reached >= draft.Permitted)
        {
            return new RolloutVerdict(
                RolloutPhase.AtStep, RolloutReasons.StepReached, RolloutWords.AtStep(draft), partition);
        }

        return draft.IsPermitLive
            ? new RolloutVerdict(
                RolloutPhase.Progressing,
                draft.IsBlocked ? RolloutReasons.BlockedByOld : RolloutReasons.Replacing,
                RolloutWords.Replacing(draft),
                partition)
            {
                IsGoing = true,
            }
            : new RolloutVerdict(
                RolloutPhase.Halted,
                RolloutReasons.PermitLapsed,
                $"The permit for step {draft.Permitted} is not live: nothing more is replaced until it is renewed.",
                partition);
    }

    private static int Go(RolloutDraft draft) => draft.IsBorn ? Brake.Released : draft.Going;

    private static int Hold(RolloutDraft draft) => draft.IsBorn ? Brake.Released : draft.Frozen;

    private static ImmutableArray<RolloutAction> Act(RolloutDraft draft, RolloutVerdict verdict)
    {
        var workload = draft.Workload;
        if (verdict.Partition is not { } partition)
        {
            return [];
        }

        var shown = draft.Driver.ShownAt(partition);
        if (shown != workload.Partition || !workload.HonoursPartition)
        {
            var spec = draft.Driver.SpecOf(shown, draft.Pace);
            return
            [
                new RolloutAction.SetPartition(shown, spec, shown < workload.Partition, verdict.Reason)
                {
                    TakesAway = draft.Driver.TakesAway,
                },
            ];
        }

        return workload.ObservedGeneration >= workload.Generation && partition != Brake.Released
            ? [.. draft.Driver.Moves(workload, new RolloutMove(draft.Revision, partition, verdict.IsGoing, draft.Pace))]
            : [];
    }
}
