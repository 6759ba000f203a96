namespace Fairway.Conformance.Kubectl;

/// <summary>Manifests that the tests of this folder write.</summary>
internal static class Manifests
{
    /// <summary>A Deployment with two pods.</summary>
    public const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: app
                image: registry.example/web:1
                env:
                - {name: A, value: "1"}
                - {name: B, value: "2"}
                ports:
                - {containerPort: 8080}
        """;

    /// <summary>A pod of its own.</summary>
    public const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: single, labels: {run: single}}
        spec:
          containers:
          - {name: app, image: "registry.example/app:1"}
        """;

    public const string DaemonSet = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              containers:
              - {name: agent, image: "registry.example/agent:1"}
        """;

    public const string StatefulSet = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: store}
        spec:
          serviceName: store
          replicas: 2
          selector: {matchLabels: {app: store}}
          template:
            metadata: {labels: {app: store}}
            spec:
              containers:
              - {name: store, image: "registry.example/store:1"}
        """;

    /// <summary>A ConfigMap with the given data lines.</summary>
    public static string ConfigMap(string name, params string[] data)
    {
        var lines = string.Concat(data.Select(line => $"  {line}\n"));
        return $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n{lines}";
    }

    /// <summary>A definition of widgets, with a status, a scale and columns.</summary>
    public static string Widgets(string group) =>
        $$$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.{{{group}}}}
        spec:
          group: {{{group}}}
          scope: Namespaced
          names: {plural: widgets, kind: Widget, shortNames: [wi], categories: [all]}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    description: What is wanted.
                    type: object
                    properties:
                      replicas: {type: integer, minimum: 0, default: 1}
                      colour: {type: string, enum: [red, blue]}
                  status:
                    type: object
                    properties:
                      replicas: {type: integer}
                      conditions:
                        type: array
                        items: {type: object, properties: {type: {type: string}, status: {type: string} } }
            subresources:
              status: {}
              scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
            additionalPrinterColumns:
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Replicas, type: integer, jsonPath: .spec.replicas}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
        """;

    /// <summary>A red widget.</summary>
    public static string Widget(string group) =>
        $$"""
        apiVersion: {{group}}/v1
        kind: Widget
        metadata: {name: one}
        spec: {colour: red}
        """;
}
