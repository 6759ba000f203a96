namespace Fairway.Conformance.Managing;

/// <summary>What a user would write for one component.</summary>
internal static class Manifests
{
    /// <summary>The component and the way that it takes.</summary>
    public const string Fleet = """
        apiVersion: fairway.dev/v1alpha1
        kind: Component
        metadata: {name: web}
        spec:
          type: AddOn
          namespace: web
          images: [{name: web, path: image}]
        ---
        apiVersion: fairway.dev/v1alpha1
        kind: ReleasePipeline
        metadata: {name: standard}
        spec:
          stages:
          - {name: canary, selector: {matchLabels: {fairway.dev/stage: canary}}}
          - {name: rest, selector: {}}
          steps:
          - {partition: 50%, bake: 1s}
          - {partition: 0}

        """;

    /// <summary>The template.</summary>
    public const string Web = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: web
        spec:
          replicas: {{ .Values.replicas }}
          serviceName: web
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: {{ .Values.image }}

        """;
}
