using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Decides by metrics. Reasons and messages are those of a real cluster.</summary>
internal static class MeasuredPlanner
{
    /// <param name="seen">An observation of a target within its limits, which tells which pods are its own.</param>
    /// <param name="status">The status, as far as it is decided.</param>
    public static AutoscalerPlan Plan(AutoscalerObservation seen, AutoscalerStatus status)
    {
        var current = seen.Replicas!.Value;
        var asked = seen.Autoscaler.Metrics.Select(m => (Metric: m, Answer: MetricAnswers.Of(seen, m))).ToArray();
        var known = asked.Where(a => a.Answer.Failure is null).ToArray();
        var failures = asked.Select(a => a.Answer.Failure).OfType<MetricFailure>().ToArray();
        var (metric, best) = known.OrderByDescending(a => a.Answer.Replicas).FirstOrDefault();

        // Nobody scales down by half of what is to be looked at.
        if (known.Length == 0 || (failures.Length > 0 && best.Replicas < current))
        {
            return Failed(seen, status, failures);
        }

        var name = NameOf(metric);
        var active = status.With(
            new Condition(
                "ScalingActive", "True", "ValidMetricFound",
                $"the HPA was able to successfully calculate a replica count from {name}"),
            seen.Now) with { Metrics = [.. asked.Select(a => Reading(a.Metric, a.Answer))] };
        var plan = Bounded(seen, active, (current, best.Replicas), name);
        return plan with { Events = [.. failures.Select(Event), .. plan.Events] };
    }

    private static AutoscalerPlan Bounded(
        AutoscalerObservation seen, AutoscalerStatus status, (int Current, int Desired) size, string name)
    {
        var (autoscaler, before, now) = (seen.Autoscaler, seen.Memory, seen.Now);
        var longest = autoscaler.Up.Window > autoscaler.Down.Window ? autoscaler.Up.Window : autoscaler.Down.Window;
        var (stable, reason, why) = ScalingLimits.Stabilized(autoscaler, before, size, now);
        var limited = ScalingLimits.Limited(autoscaler, before, (size.Current, stable), now);
        var told = status
            .With(new Condition("AbleToScale", "True", reason, why), now)
            .With(
                new Condition("ScalingLimited", limited.IsLimited ? "True" : "False", limited.Reason, limited.Message),
                now) with { Current = size.Current, Desired = limited.Replicas };
        var memory = before.Recommending(size.Desired, now, longest);
        if (limited.Replicas == size.Current)
        {
            return new AutoscalerPlan(told) { Memory = memory };
        }

        var cause = size.Desired > size.Current ? $"{name} above target"
            : size.Desired < size.Current ? "All metrics below target"
            : "";
        return AutoscalerPlanner.Rescaled(seen, told, limited.Replicas, cause) with
        {
            Memory = memory.Changing(limited.Replicas - size.Current, now, TimeSpan.FromHours(1)),
        };
    }

    private static AutoscalerPlan Failed(AutoscalerObservation seen, AutoscalerStatus status, MetricFailure[] failures)
    {
        var first = failures[0];
        var condition = new Condition(
            "ScalingActive", "False", first.Reason,
            $"the HPA was unable to compute the replica count: {first.Message}");
        var invalid = $"invalid metrics ({failures.Length} invalid out of {seen.Autoscaler.Metrics.Length}), "
            + $"first error is: {first.Error}";
        return new AutoscalerPlan(status.With(condition, seen.Now) with
        {
            Current = seen.Replicas!.Value,
            Desired = status.Desired ?? 0,
        })
        {
            Events = [.. failures.Select(Event), new PodEvent("FailedComputeMetricsReplicas", invalid, true)],
        };
    }

    private static PodEvent Event(MetricFailure failure) => new(failure.Reason, failure.Message, true);

    private static string NameOf(MetricSource metric) =>
        !metric.IsUtilization ? $"{metric.Name} resource"
        : metric.Container is null ? $"{metric.Name} resource utilization (percentage of request)"
        : $"{metric.Name} container resource utilization (percentage of request)";

    // A metric that tells nothing leaves an empty entry.
    private static string Reading(MetricSource metric, ReplicaAnswer answer)
    {
        if (answer.Failure is not null)
        {
            return """{"type":""}""";
        }

        var current = new JsonObject();
        if (answer.Percent is { } percent)
        {
            current["averageUtilization"] = percent;
        }

        current["averageValue"] = Fairway.Schema.Quantities.Quantity.Parse($"{answer.Average}m").ToString();
        var said = new JsonObject { ["name"] = metric.Name };
        if (metric.Container is { } container)
        {
            said["container"] = container;
        }

        said["current"] = current;
        var field = metric.Container is null ? "resource" : "containerResource";
        return new JsonObject { ["type"] = metric.Type, [field] = said }.ToJsonString();
    }
}
