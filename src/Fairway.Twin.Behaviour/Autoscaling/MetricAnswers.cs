namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>What each metric of an autoscaler asks for.</summary>
internal static class MetricAnswers
{
    public static ReplicaAnswer Of(AutoscalerObservation seen, MetricSource metric)
    {
        var ns = seen.Autoscaler.Meta.Namespace;
        if (metric.Type is not ("Resource" or "ContainerResource") || !seen.IsMeasured)
        {
            return ReplicaAnswer.Unknown(MetricFailure.Unserved(metric, ns));
        }

        if (Unmeasured(seen, metric) is { } problem)
        {
            return ReplicaAnswer.Unknown(MetricFailure.Of(metric, MetricFailure.Resource(metric, problem)));
        }

        var answer = ReplicaCalculator.Of(
            new ReplicaQuestion(metric.Name, metric.Target, metric.IsUtilization, seen.Now)
            {
                Current = seen.Replicas!.Value,
                Pods = [.. seen.Pods.Select(p => p.For(metric))],
                UpTolerance = seen.Autoscaler.Up.Tolerance,
                DownTolerance = seen.Autoscaler.Down.Tolerance,
            });
        return answer.Problem is { } unknown
            ? ReplicaAnswer.Unknown(MetricFailure.Of(metric, $"{MetricFailure.Heading(metric)}: {unknown}"))
            : answer;
    }

    private static string? Unmeasured(AutoscalerObservation seen, MetricSource metric)
    {
        var measured = seen.Pods.Where(p => p.Measured is not null).ToArray();
        if (measured.Length == 0)
        {
            return "no metrics returned from resource metrics API";
        }

        var without = metric.Container is { } container
            ? measured.FirstOrDefault(p => p.Measured!.Containers.All(c => c.Name != container))
            : null;
        return without is null
            ? null
            : $"failed to get container metrics: container {metric.Container} not present in metrics for pod "
                + $"{without.Pod.Meta.Namespace}/{without.Pod.Meta.Name}";
    }
}
