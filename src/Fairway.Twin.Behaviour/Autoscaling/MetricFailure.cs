namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Why a metric tells nothing, in the words of kube-controller-manager.</summary>
/// <param name="Reason">The reason of the condition and the event.</param>
/// <param name="Message">What the condition and the event say.</param>
/// <param name="Error">What the error of all metrics says of it.</param>
internal sealed record MetricFailure(string Reason, string Message, string Error)
{
    private const string NotFound = "the server could not find the requested resource";
    private const string NoResource =
        $"unable to fetch metrics from resource metrics API: {NotFound} (get pods.metrics.k8s.io)";
    private const string NoCustom =
        "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered";

    /// <summary>A metric that nobody serves.</summary>
    public static MetricFailure Unserved(MetricSource metric, string? ns) => metric.Type switch
    {
        "Resource" or "ContainerResource" => Of(metric, Resource(metric, NoResource)),
        "Pods" => Of(metric, $"unable to get metric {metric.Name}: {NoCustom}"),

        // The order of the words is upstream's.
        "Object" => Of(
            metric,
            $"unable to get metric {metric.Name}: {metric.Described.Kind} on {ns} {metric.Described.Name}/{NoCustom}"),
        _ => Of(
            metric,
            $"unable to get external metric {ns}/{metric.Name}/{metric.Selector}: "
                + $"unable to fetch metrics from external metrics API: "
                + $"{NotFound} (get {metric.Name}.external.metrics.k8s.io)"),
    };

    /// <summary>A resource that is not told of.</summary>
    public static string Resource(MetricSource metric, string problem) =>
        $"{Heading(metric)}: unable to get metrics for resource {metric.Name}: {problem}";

    /// <summary>What the error of a resource begins with.</summary>
    public static string Heading(MetricSource metric) =>
        $"failed to get {metric.Name} {(metric.IsUtilization ? "utilization" : "usage")}";

    public static MetricFailure Of(MetricSource metric, string message) => metric.Type switch
    {
        "Resource" => new(
            "FailedGetResourceMetric", message, $"failed to get {metric.Name} resource metric value: {message}"),
        "ContainerResource" => new(
            "FailedGetContainerResourceMetric",
            message,
            $"failed to get {metric.Container} container metric value: {message}"),
        "Pods" => new("FailedGetPodsMetric", message, $"failed to get pods metric value: {message}"),
        "Object" => new(
            "FailedGetObjectMetric",
            message,
            metric.IsAverage
                ? $"failed to get object metric value: failed to get {metric.Name} object metric: {message}"
                : $"failed to get object metric value: {message}"),
        _ => new(
            "FailedGetExternalMetric",
            message,
            $"failed to get {metric.Name} external metric value: failed to get "
                + (metric.IsAverage ? $"{metric.Name} external metric" : $"external metric {metric.Name}")
                + $": {message}"),
    };
}
