using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>What a pod's labels say of it.</summary>
internal static class PodLabels
{
    /// <summary>The revision that it is of; a DaemonSet's hash.</summary>
    public static string? RevisionOf(PodView pod) => pod.Meta.Labels[WellKnown.ControllerRevisionHash];

    /// <summary>Somebody, or the controller itself, wants it to be deleted and replaced.</summary>
    public static bool IsMarked(PodView pod) => pod.Meta.Labels[KruiseNames.SpecifiedDelete] == "true";
}
