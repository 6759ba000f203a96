using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>
/// Keeps a target between its limits, and within them goes by metrics. Reasons and messages are a real cluster's.
/// </summary>
internal static class AutoscalerPlanner
{
    private const string AbleToScale = "AbleToScale";
    private const string ScalingActive = "ScalingActive";

    public static AutoscalerPlan Plan(AutoscalerObservation seen)
    {
        if (seen.Replicas is not { } current)
        {
            return Unknown(seen);
        }

        // The size at the first look counts as asked for: a new controller does not shrink what it finds.
        var memory = seen.Memory.Recommendations.IsEmpty
            ? seen.Memory.Recommending(current, seen.Now, TimeSpan.Zero)
            : seen.Memory;
        var plan = Within(seen with { Memory = memory }, current);
        return plan with { Memory = plan.Memory ?? memory };
    }

    private static AutoscalerPlan Within(AutoscalerObservation seen, int current)
    {
        var autoscaler = seen.Autoscaler;
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
            const string above = "Current number of replicas above Spec.MaxReplicas";
            return Rescaled(seen, status with { Metrics = [] }, autoscaler.Most, above);
        }

        if (current < autoscaler.Least)
        {
            const string below = "Current number of replicas below Spec.MinReplicas";
            return Rescaled(seen, status with { Metrics = [] }, autoscaler.Least, below);
        }

        return Undecided(seen, status) ?? (autoscaler.Metrics.IsEmpty
            ? new AutoscalerPlan(status with { Current = current, Desired = status.Desired ?? 0 })
            : MeasuredPlanner.Plan(seen, status));
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
        return new AutoscalerPlan(status.With(condition, seen.Now) with
        {
            Current = 0,
            Desired = 0,
            Metrics = [],
        });
    }

    public static AutoscalerPlan Rescaled(
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

    // A target that does not tell which pods are its own alone is not scaled.
    private static AutoscalerPlan? Undecided(AutoscalerObservation seen, AutoscalerStatus status)
    {
        var known = status with { Current = seen.Replicas!.Value, Desired = status.Desired ?? 0 };
        if (!seen.HasSelector)
        {
            const string missing = "the HPA target's scale is missing a selector";
            const string required = "selector is required";
            return new AutoscalerPlan(known.With(Inactive("InvalidSelector", missing), seen.Now))
            {
                Events = [new PodEvent("SelectorRequired", required, true), Failed(required)],
            };
        }

        if (seen.Rivals.Length < 2)
        {
            return null;
        }

        const string reason = "AmbiguousSelector";
        var why = $"pods by selector {seen.Memory.Selector} are controlled by multiple HPAs: "
            + $"[{string.Join(' ', seen.Rivals)}]";
        return new AutoscalerPlan(known.With(Inactive(reason, why), seen.Now))
        {
            Events = [new PodEvent(reason, why, true), Failed(why)],
        };
    }

    private static PodEvent Failed(string message) => new("FailedComputeMetricsReplicas", message, true);

    private static Condition Inactive(string reason, string message) => new(ScalingActive, "False", reason, message);
}
