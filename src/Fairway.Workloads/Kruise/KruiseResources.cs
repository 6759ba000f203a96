using Fairway.Kube;

namespace Fairway.Workloads.Kruise;

/// <summary>OpenKruise's resources, in the versions in which our definitions store them.</summary>
public static class KruiseResources
{
    /// <summary>CloneSets.</summary>
    public static KubeResource CloneSets { get; } =
        new(KruiseNames.Group, "v1alpha1", "clonesets", "CloneSet", true);

    /// <summary>Advanced StatefulSets.</summary>
    public static KubeResource StatefulSets { get; } =
        new(KruiseNames.Group, "v1beta1", "statefulsets", "StatefulSet", true);

    /// <summary>Advanced DaemonSets.</summary>
    public static KubeResource DaemonSets { get; } =
        new(KruiseNames.Group, "v1beta1", "daemonsets", "DaemonSet", true);
}
