namespace Fairway.Kube;

/// <summary>The built-in resources that the runtime itself and most controllers name.</summary>
public static class KubeResources
{
    /// <summary>core/v1 Pod.</summary>
    public static KubeResource Pods { get; } = new("", "v1", "pods", "Pod", true);

    /// <summary>core/v1 Node.</summary>
    public static KubeResource Nodes { get; } = new("", "v1", "nodes", "Node", false);

    /// <summary>core/v1 Namespace.</summary>
    public static KubeResource Namespaces { get; } = new("", "v1", "namespaces", "Namespace", false);

    /// <summary>core/v1 ConfigMap.</summary>
    public static KubeResource ConfigMaps { get; } = new("", "v1", "configmaps", "ConfigMap", true);

    /// <summary>core/v1 Secret.</summary>
    public static KubeResource Secrets { get; } = new("", "v1", "secrets", "Secret", true);

    /// <summary>core/v1 Service.</summary>
    public static KubeResource Services { get; } = new("", "v1", "services", "Service", true);

    /// <summary>apps/v1 Deployment.</summary>
    public static KubeResource Deployments { get; } = new("apps", "v1", "deployments", "Deployment", true);

    /// <summary>apps/v1 ReplicaSet.</summary>
    public static KubeResource ReplicaSets { get; } = new("apps", "v1", "replicasets", "ReplicaSet", true);

    /// <summary>apps/v1 StatefulSet.</summary>
    public static KubeResource StatefulSets { get; } = new("apps", "v1", "statefulsets", "StatefulSet", true);

    /// <summary>apps/v1 DaemonSet.</summary>
    public static KubeResource DaemonSets { get; } = new("apps", "v1", "daemonsets", "DaemonSet", true);

    /// <summary>apps/v1 ControllerRevision.</summary>
    public static KubeResource ControllerRevisions { get; } =
        new("apps", "v1", "controllerrevisions", "ControllerRevision", true);

    /// <summary>coordination.k8s.io/v1 Lease.</summary>
    public static KubeResource Leases { get; } = new("coordination.k8s.io", "v1", "leases", "Lease", true);

    /// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition.</summary>
    public static KubeResource CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false);

    /// <summary>events.k8s.io/v1 Event.</summary>
    public static KubeResource Events { get; } = new("events.k8s.io", "v1", "events", "Event", true);
}
