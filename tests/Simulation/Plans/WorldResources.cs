using Fairway.Kube;

namespace Fairway.Simulation.Plans;

/// <summary>The resources that a world's garbage collector and namespaces cover: those that its controllers
/// touch.</summary>
internal static class WorldResources
{
    public static IReadOnlyList<KubeResource> All { get; } =
    [
        Of("", "pods", "Pod"), Of("", "services", "Service"), Of("", "configmaps", "ConfigMap"),
        Of("", "serviceaccounts", "ServiceAccount"), Of("", "endpoints", "Endpoints"),
        Of("", "persistentvolumeclaims", "PersistentVolumeClaim"), Of("", "resourcequotas", "ResourceQuota"),
        Of("", "replicationcontrollers", "ReplicationController"), Of("apps", "deployments", "Deployment"),
        Of("apps", "replicasets", "ReplicaSet"), Of("apps", "statefulsets", "StatefulSet"),
        Of("apps", "daemonsets", "DaemonSet"), Of("apps", "controllerrevisions", "ControllerRevision"),
        Of("batch", "jobs", "Job"), Of("batch", "cronjobs", "CronJob"),
        Of("policy", "poddisruptionbudgets", "PodDisruptionBudget"),
        Of("discovery.k8s.io", "endpointslices", "EndpointSlice"),
        Of("autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "v2"),
        new("", "v1", "nodes", "Node", false), new("", "v1", "namespaces", "Namespace", false),
        new("", "v1", "persistentvolumes", "PersistentVolume", false),
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass", false),
    ];

    private static KubeResource Of(string group, string plural, string kind, string version = "v1") =>
        new(group, version, plural, kind, true);
}
