using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>
/// Keeps a target between its limits. Nodes of the twin measure nothing, so within the limits the autoscaler tells what
/// one tells in a cluster without a metrics API. Reasons and messages are those of a real cluster.
/// </summary>
internal static class AutoscalerPlanner
{
    private const string AbleToScale = "AbleToScale";
    private const string ScalingActive = "ScalingActive";

    public static AutoscalerPlan Plan(AutoscalerObservation seen)
    {
        var autoscaler = seen.Autoscaler;
        if (seen.Replicas is not { } current)
        {
            return Unknown(seen);
        }

        var status = autoscaler.Status.With(
            new Condition(
                AbleToScale, "True", "SucceededGetScale",
                "the HPA controller was able to get the target's current scale"),
            seen.Now);
        if (current == 0 && autoscaler.Least != 0)
        {
            return Disabled(seen, status);
        }

        if (current > autoscaler.Most)
        {
            return Rescaled(seen, status, autoscaler.Most, "Current number of replicas above Spec.MaxReplicas");
        }

        return current < autoscaler.Least
            ? Rescaled(seen, status, autoscaler.Least, "Current number of replicas below Spec.MinReplicas")
            : Unmeasured(seen, status);
    }

    private static AutoscalerPlan Unknown(AutoscalerObservation seen)
    {
        var problem = seen.Problem ?? "";
        var condition = new Condition(
            AbleToScale, "False", "FailedGetScale",
            $"the HPA controller was unable to get the target's current scale: {problem}");
        var status = seen.Autoscaler.Status.With(condition, seen.Now);
        return new AutoscalerPlan(status with { Desired = status.Desired ?? 0 })
        {
            Events = [new PodEvent("FailedGetScale", problem, true)],
        };
    }

    private static AutoscalerPlan Disabled(AutoscalerObservation seen, AutoscalerStatus status)
    {
        var condition = new Condition(
            ScalingActive, "False", "ScalingDisabled",
            "scaling is disabled since the replica count of the target is zero");
        return new AutoscalerPlan(status.With(condition, seen.Now) with { Current = 0, Desired = 0 });
    }

    private static AutoscalerPlan Rescaled(
        AutoscalerObservation seen, AutoscalerStatus status, int wanted, string reason)
    {
        var condition = new Condition(
            AbleToScale, "True", "SucceededRescale",
            $"the HPA controller was able to update the target scale to {wanted}");
        return new AutoscalerPlan(status.With(condition, seen.Now) with
        {
            Current = seen.Replicas!.Value,
            Desired = wanted,
            LastScaleAt = ApiTime.Truncate(seen.Now),
        })
        {
            Rescale = wanted,
            Events = [new PodEvent("SuccessfulRescale", $"New size: {wanted}; reason: {reason}")],
        };
    }

    private static AutoscalerPlan Unmeasured(AutoscalerObservation seen, AutoscalerStatus status)
    {
        var metrics = seen.Autoscaler.Metrics;
        var known = status with { Current = seen.Replicas!.Value, Desired = status.Desired ?? 0 };
        if (!seen.HasSelector)
        {
            const string missing = "the HPA target's scale is missing a selector";
            return new AutoscalerPlan(known.With(Inactive("InvalidSelector", missing), seen.Now))
            {
                Events =
                [
                    new PodEvent("SelectorRequired", "selector is required", true),
                    Failed("selector is required"),
                ],
            };
        }

        if (metrics is not [var first, ..])
        {
            return new AutoscalerPlan(known);
        }

        var (reason, why) = MetricFailure.Of(first, seen.Autoscaler.Meta.Namespace);
        var condition = Inactive(reason, $"the HPA was unable to compute the replica count: {why}");
        var invalid = $"invalid metrics ({metrics.Length} invalid out of {metrics.Length}), first error is: "
            + $"{MetricFailure.Heading(first)}: {why}";
        return new AutoscalerPlan(known.With(condition, seen.Now))
        {
            Events = [new PodEvent(reason, why, true), Failed(invalid)],
        };
    }

    private static PodEvent Failed(string message) => new("FailedComputeMetricsReplicas", message, true);

    private static Condition Inactive(string reason, string message) => new(ScalingActive, "False", reason, message);
}
