using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Observing;

/// <summary>What is seen of one workload of a change.</summary>
/// <param name="State">In one word.</param>
/// <param name="Step">The last step that it has reached; -1 for none.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, in one sentence.</param>
/// <param name="Facts">What was seen.</param>
internal sealed record WorkloadEvidence(
    ChangeState State, int Step, string Reason, string Message, JsonObject Facts)
{
    /// <summary>Of a workload with a Rollout: only a status of this change and this order counts.</summary>
    public static WorkloadEvidence Of(ObjectRef workload, Rollout? rollout, bool isOurs)
    {
        var status = rollout?.Status;
        if (rollout is null || !isOurs)
        {
            return new WorkloadEvidence(
                ChangeState.NotConfigured,
                -1,
                "NoRollout",
                $"{workload} has no rollout of this change.",
                new JsonObject { ["workload"] = $"{workload}" });
        }

        var isCurrent = status is not null
            && status.Change == rollout.Spec.Change
            && status.ObservedGeneration == rollout.Metadata.Generation;
        var facts = FactsOf(workload, rollout);
        return isCurrent
            ? new WorkloadEvidence(
                StateOf(status!.Phase), status.Step, status.Reason ?? "", Sentence(workload, status), facts)
            : new WorkloadEvidence(
                // What stopped stays stopped, whatever was ordered of the same change since.
                status?.Phase == RolloutPhase.Stopped && status.Change == rollout.Spec.Change
                    ? ChangeState.Stopped
                    : ChangeState.Progressing,
                -1,
                status?.Phase == RolloutPhase.Stopped ? status.Reason ?? "" : "WaitingForTenant",
                status?.Phase == RolloutPhase.Stopped
                    ? Sentence(workload, status)
                    : $"{workload}: the tenant process has not looked at the order yet.",
                facts);
    }

    private static ChangeState StateOf(RolloutPhase phase) => phase switch
    {
        RolloutPhase.AtStep => ChangeState.AtStep,
        RolloutPhase.Complete => ChangeState.Complete,
        RolloutPhase.Halted => ChangeState.Halted,
        RolloutPhase.Stopped => ChangeState.Stopped,
        _ => ChangeState.Progressing,
    };

    private static string Sentence(ObjectRef workload, RolloutStatus status) => status.Message
        ?? $"{workload}: {status.Updated ?? 0} of {status.Replicas ?? 0} replicas updated, {status.UpdatedReady ?? 0} "
            + "of them ready.";

    private static JsonObject FactsOf(ObjectRef workload, Rollout rollout)
    {
        var status = rollout.Status;
        return new JsonObject
        {
            ["workload"] = $"{workload}",
            ["phase"] = $"{status?.Phase}",
            ["step"] = status?.Step,
            ["revision"] = status?.Revision,
            ["replicas"] = status?.Replicas,
            ["updated"] = status?.Updated,
            ["updatedReady"] = status?.UpdatedReady,
            ["ready"] = status?.Ready,
            ["message"] = status?.Message,
        };
    }
}
