namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>What an autoscaler says of a metric where no metrics API is served.</summary>
internal static class MetricFailure
{
    private const string NotFound = "the server could not find the requested resource";
    private const string NoCustom =
        "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered";

    /// <summary>Reason and message of the condition.</summary>
    public static (string Reason, string Message) Of(MetricSource metric, string? ns)
    {
        var what = metric.IsUtilization ? "utilization" : "usage";
        return metric.Type switch
        {
            "Resource" => (
                "FailedGetResourceMetric",
                $"failed to get {metric.Name} {what}: unable to get metrics for resource {metric.Name}: unable to "
                    + $"fetch metrics from resource metrics API: {NotFound} (get pods.metrics.k8s.io)"),
            "ContainerResource" => (
                "FailedGetContainerResourceMetric",
                $"failed to get {metric.Name} {what}: unable to get metrics for resource {metric.Name}: unable to "
                    + $"fetch metrics from resource metrics API: {NotFound} (get pods.metrics.k8s.io)"),
            "Pods" => ("FailedGetPodsMetric", $"unable to get metric {metric.Name}: {NoCustom}"),
            "Object" => ("FailedGetObjectMetric", $"unable to get metric {metric.Name}: {NoCustom}"),
            _ => (
                "FailedGetExternalMetric",
                $"unable to get external metric {ns}/{metric.Name}/nil: unable to fetch metrics from external metrics "
                    + $"API: {NotFound} (get {metric.Name}.external.metrics.k8s.io)"),
        };
    }

    /// <summary>What the error of a metric begins with.</summary>
    public static string Heading(MetricSource metric) => metric.Type switch
    {
        "Resource" => $"failed to get {metric.Name} resource metric value",
        "ContainerResource" => $"failed to get {metric.Name} container metric value",
        "Pods" => "failed to get pods metric value",
        "Object" => "failed to get object metric value",
        _ => $"failed to get {metric.Name} external metric value",
    };
}
