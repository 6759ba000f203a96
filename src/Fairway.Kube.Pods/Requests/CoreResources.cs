namespace Fairway.Kube.Pods.Requests;

/// <summary>Resources of which only built-in controllers speak.</summary>
internal static class CoreResources
{
    public static KubeResource ServiceAccounts { get; } = new("", "v1", "serviceaccounts", "ServiceAccount", true);

    public static KubeResource Endpoints { get; } = new("", "v1", "endpoints", "Endpoints", true);

    public static KubeResource EndpointSlices { get; } =
        new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true);

    public static KubeResource Jobs { get; } = new("batch", "v1", "jobs", "Job", true);

    public static KubeResource CronJobs { get; } = new("batch", "v1", "cronjobs", "CronJob", true);

    public static KubeResource Budgets { get; } =
        new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true);

    public static KubeResource Volumes { get; } = new("", "v1", "persistentvolumes", "PersistentVolume", false);

    public static KubeResource Claims { get; } =
        new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true);

    public static KubeResource StorageClasses { get; } =
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass", false);

    public static KubeResource Autoscalers { get; } =
        new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true);

    public static KubeResource ReplicationControllers { get; } =
        new("", "v1", "replicationcontrollers", "ReplicationController", true);

    public static KubeResource Quotas { get; } = new("", "v1", "resourcequotas", "ResourceQuota", true);

    public static KubeResource Definitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false);
}
