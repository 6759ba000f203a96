namespace Fairway.Conformance.Delivery;

/// <summary>A chart with everything that an act does in an order: a definition below <c>crds/</c> and an object of its
/// kind, hooks before and after, and a Deployment. Hooks of versions that begin with 9 fail.</summary>
internal static class ActingChart
{
    /// <summary>Its files.</summary>
    /// <param name="group">The group of the kind that it defines: two components cannot define one kind.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Files(string group) =>
    [
        new("Chart.yaml", "apiVersion: v2\nname: acting\nversion: 1.0.0\n"),
        new("values.yaml", "image: \"\"\nreplicas: 1\n"),
        new(
            "crds/things.yaml",
            $$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.{{group}} }
            spec:
              group: {{group}}
              scope: Namespaced
              names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true} }
            """),
        new(
            "templates/objects.yaml",
            $$$"""
            apiVersion: {{{group}}}/v1
            kind: Thing
            metadata: {name: thing}
            spec: {image: {{ .Values.image | quote }} }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: {{ .Values.replicas }}
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - {name: web, image: {{ .Values.image | quote }} }
            """),
        new("templates/before.yaml", Job("before", "pre-install,pre-upgrade", "before-hook-creation")),
        new("templates/after.yaml", Job("after", "post-upgrade", "hook-succeeded")),
    ];

    private static string Job(string name, string events, string policy) => $$$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{{name}}}
          annotations: {helm.sh/hook: "{{{events}}}", helm.sh/hook-delete-policy: "{{{policy}}}"}
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: main, image: 'hook:{{ .Values.image | splitList ":" | last }}'}
        """;
}
