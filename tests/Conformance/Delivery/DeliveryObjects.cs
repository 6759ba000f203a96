namespace Fairway.Conformance.Delivery;

/// <summary>What a user of a fleet writes to have something delivered.</summary>
internal static class DeliveryObjects
{
    /// <summary>Pods of each cluster.</summary>
    public const int Replicas = 4;

    /// <summary>A version whose pods crash on nodes of one kind.</summary>
    public const string Bad = "6.6.6";

    /// <summary>How pods behave: quickly, and the bad version crashes on arm64.</summary>
    public const string Behaviours = $$"""
        rules:
        - {image: "*:{{Bad}}", nodeLabels: {kubernetes.io/arch: arm64}, imagePull: 20ms, start: 50ms, endsAfter: 100ms}
        - {image: "hook:9.*", imagePull: 20ms, start: 50ms, endsAfter: 200ms, exitCode: 3}
        - {image: "hook:*", imagePull: 20ms, start: 50ms, endsAfter: 200ms, exitCode: 0}
        - {imagePull: 20ms, start: 50ms, ready: 100ms, stop: 50ms}
        """;

    /// <summary>All clusters at once, whole.</summary>
    public const string Install = "install";

    /// <summary>Canary, small flow, production; in each cluster one pod of four, then all.</summary>
    public const string Careful = "careful";

    /// <summary>As careful, and bakes long enough for somebody to interfere: for a few programs to start, on a machine
    /// that is busy with other tests.</summary>
    public const string Baking = "baking";

    /// <summary>As careful, and bakes long enough to see pods crash that were ready for a moment.</summary>
    public const string Watchful = "watchful";

    /// <summary>The pipelines.</summary>
    public static string Pipelines => string.Join("\n---\n",
        $$"""
        apiVersion: fairway.dev/v1alpha1
        kind: ReleasePipeline
        metadata: {name: {{Install}}}
        spec:
          stages:
          - {name: everywhere, selector: {}, maxConcurrency: 100%}
          stepDeadline: 60s
        """,
        Pipeline(Careful, "300ms", "300ms"),
        Pipeline(Baking, "20s", "300ms"),
        Pipeline(Watchful, "6s", "6s"));

    /// <summary>A chart of one StatefulSet, by file.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Chart { get; } =
    [
        new("Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n"),
        new("values.yaml", "image: \"\"\nreplicas: 1\nmark: none\n"),
        new(
            "templates/store.yaml",
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: store
              namespace: {{ .Release.Namespace }}
              annotations: {mark: {{ .Values.mark | quote }}}
            spec:
              serviceName: store
              replicas: {{ .Values.replicas }}
              selector: {matchLabels: {app: store}}
              template:
                metadata: {labels: {app: store}}
                spec:
                  terminationGracePeriodSeconds: 1
                  {{- if eq .Release.Namespace "bad" }}
                  topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: DoNotSchedule
                    labelSelector: {matchLabels: {app: store}}
                  {{- end }}
                  containers:
                  - {name: store, image: {{ .Values.image | quote }}}
            """),
    ];

    /// <summary>A component of that chart, in a namespace of its own name.</summary>
    public static string Component(string name) => $$"""
        apiVersion: fairway.dev/v1alpha1
        kind: Component
        metadata: {name: {{name}}}
        spec:
          type: AddOn
          namespace: {{name}}
          images:
          - {name: store, path: image, form: Reference}
        ---
        apiVersion: fairway.dev/v1alpha1
        kind: MetaConfig
        metadata: {name: {{name}}}
        spec:
          component: {{name}}
          values: {replicas: {{Replicas}}}
        """;

    private static string Pipeline(string name, string bake, string last) => $$"""
        apiVersion: fairway.dev/v1alpha1
        kind: ReleasePipeline
        metadata: {name: {{name}}}
        spec:
          stages:
          - {name: canary, selector: {matchLabels: {fairway.dev/stage: canary} }, silentPeriodAfterStage: 500ms }
          - {name: smallflow, selector: {matchLabels: {fairway.dev/stage: smallflow} }, silentPeriodAfterStage: 500ms }
          - {name: production, selector: {}, silentPeriod: 500ms}
          steps:
          - {partition: 75%, bake: {{bake}}}
          - {partition: 0, bake: {{last}}}
          stepDeadline: 40s
          permitDuration: 10s
        """;
}
