using Fairway.Api.Rollouts;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>What a Rollout must say to be carried out.</summary>
internal static class RolloutSpecRules
{
    /// <summary>Why nothing is done; null where it can be carried out.</summary>
    public static RolloutVerdict? Objection(RolloutObservation seen)
    {
        var spec = seen.Rollout.Spec;
        if (seen.Driver is null)
        {
            return new RolloutVerdict(
                RolloutPhase.Halted,
                RolloutReasons.UnsupportedWorkload,
                $"No driver knows workloads of {spec.Workload.ApiVersion} {spec.Workload.Kind}: use a StatefulSet, "
                + "a Deployment or a DaemonSet of apps/v1, or a CloneSet, a StatefulSet or a DaemonSet of "
                + "apps.kruise.io.",
                null);
        }

        return Fault(seen) is { } fault
            ? new RolloutVerdict(RolloutPhase.Halted, RolloutReasons.BadSpecification, fault, null)
            : null;
    }

    /// <summary>The first step that keeps more than the one before, as far as a count and a share can be
    /// compared.</summary>
    private static int? Rising(IReadOnlyList<RolloutStep> steps)
    {
        for (var at = 1; at < steps.Count; at++)
        {
            var (before, now) = (steps[at - 1].Partition, steps[at].Partition);
            if (before.IsPercent == now.IsPercent && now.Value > before.Value)
            {
                return at;
            }
        }

        return null;
    }

    private static string? Fault(RolloutObservation seen)
    {
        var spec = seen.Rollout.Spec;
        if (seen.Rival is { } rival)
        {
            return $"Rollout {rival} is older and has the say over this workload: delete one of them.";
        }

        if (spec.Change.Length == 0 || spec.Steps.Count == 0)
        {
            return "spec.change and spec.steps must say something.";
        }

        if (spec.Steps.Any(step => step.Partition.Value < 0 || step.Partition is { IsPercent: true, Value: > 100 }))
        {
            return "spec.steps: a partition is a count, or a share of 0% to 100%.";
        }

        if (spec.Steps[^1].Partition.Value != 0)
        {
            return "spec.steps: the last step must leave nothing old; give it partition 0.";
        }

        if (Rising(spec.Steps) is { } rising)
        {
            return $"spec.steps: step {rising} keeps more old than the step before; what is new stays new.";
        }

        return spec.PermittedThrough < -1 || spec.PermittedThrough >= spec.Steps.Count
            ? $"spec.permittedThrough is {spec.PermittedThrough}: it names none of the {spec.Steps.Count} steps, which "
                + "count from 0."
            : null;
    }
}
