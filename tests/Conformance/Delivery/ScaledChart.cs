namespace Fairway.Conformance.Delivery;

/// <summary>A chart of a Deployment: of a size that it says, or with an autoscaler that finds the size.</summary>
internal static class ScaledChart
{
    public static IReadOnlyList<KeyValuePair<string, string>> Files(bool isScaled) =>
    [
        new("Chart.yaml", "apiVersion: v2\nname: scaled\nversion: 1.0.0\n"),
        new("values.yaml", "image: \"\"\nreplicas: 1\n"),
        new(
            "templates/web.yaml",
            isScaled ? $"{Deployment("")}\n---\n{Autoscaler}" : Deployment("replicas: {{ .Values.replicas }}")),
    ];

    // The image is the same in both versions: no pod is replaced.
    private static string Deployment(string size) => $$$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: {{ .Release.Namespace }}}
        spec:
          {{{{size}}}}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: web, image: registry.example/web:1, resources: {requests: {cpu: 100m}}}
        """;

    private const string Autoscaler = """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: {{ .Release.Namespace }}}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 6
          maxReplicas: 10
          metrics:
          - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 90}}}
        """;
}
