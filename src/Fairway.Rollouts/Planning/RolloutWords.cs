using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>What a status says while a rollout is under way.</summary>
internal static class RolloutWords
{
    public static string AtStep(RolloutDraft draft)
    {
        var step = draft.Permitted;
        return Skips(draft, step)
            ? $"Step {step} is reached with nothing replaced: a {draft.Spec.Workload.Kind} has no partition, and rolls "
                + "whole in the step that leaves nothing old."
            : $"Step {step} is reached: {Count(draft)}.";
    }

    public static string Done(RolloutDraft draft)
    {
        var workload = draft.Workload;
        var ready = workload.Pods.CountOf(
            pod => pod.Revision == draft.Revision && pod is { IsReady: true, IsDeleting: false });
        return ready >= workload.Replicas
            ? $"All {workload.Replicas} replicas are at revision {draft.Revision} and ready."
            : $"{ready} of {workload.Replicas} replicas are at revision {draft.Revision} and ready; the others are on "
                + "nodes that are not ready, and follow when these return.";
    }

    public static string Replacing(RolloutDraft draft)
    {
        var waits = WaitsFor(draft) is { } pod ? $"; waits for {pod}" : "";
        return $"Going to step {Math.Min(draft.Permitted, draft.Reached + 1)}: {Count(draft)}{waits}.";
    }

    private static bool Skips(RolloutDraft draft, int step) =>
        !draft.Driver.Facts.Guarantees.ExactSteps && draft.PartitionOf(step) == Brake.On;

    private static string Count(RolloutDraft draft)
    {
        var ready = draft.Workload.Pods.CountOf(pod =>
            pod.Revision == draft.Revision && draft.Revision is not null && pod.IsReady && !pod.IsDeleting);
        var revision = draft.Revision ?? "(unknown)";
        return $"{ready} of {draft.Workload.Replicas} replicas are at revision {revision} and ready";
    }

    private static string? WaitsFor(RolloutDraft draft) => draft.Unready is not { } unready
        ? null
        : draft.IsBlocked
            ? $"{unready.Name}, which is old, outside of this step and not ready: an ordered workload makes no other "
                + "pod meanwhile; mend it, or permit a further step"
            : $"{unready.Name}, which is not ready";
}
