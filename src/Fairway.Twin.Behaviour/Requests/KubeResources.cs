using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Requests;

/// <summary>The resources that built-in controllers know by name.</summary>
internal static class KubeResources
{
    public static KubeResource Pods { get; } = new("", "v1", "pods", "Pod", Namespaced: true);

    public static KubeResource Nodes { get; } = new("", "v1", "nodes", "Node", Namespaced: false);

    public static KubeResource Namespaces { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    public static KubeResource ServiceAccounts { get; } =
        new("", "v1", "serviceaccounts", "ServiceAccount", Namespaced: true);

    public static KubeResource ConfigMaps { get; } = new("", "v1", "configmaps", "ConfigMap", Namespaced: true);

    public static KubeResource Deployments { get; } = new("apps", "v1", "deployments", "Deployment", Namespaced: true);

    public static KubeResource ReplicaSets { get; } = new("apps", "v1", "replicasets", "ReplicaSet", Namespaced: true);

    public static KubeResource StatefulSets { get; } =
        new("apps", "v1", "statefulsets", "StatefulSet", Namespaced: true);

    public static KubeResource DaemonSets { get; } = new("apps", "v1", "daemonsets", "DaemonSet", Namespaced: true);

    public static KubeResource ControllerRevisions { get; } =
        new("apps", "v1", "controllerrevisions", "ControllerRevision", Namespaced: true);
}
