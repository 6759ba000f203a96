using Fairway.Api.Clusters;

namespace Fairway.ControlPlanes;

/// <summary>The parts of a control plane by their names in <see cref="ControlPlaneParts"/>.</summary>
internal static class PartName
{
    /// <summary>The part of a cluster; null where it has none.</summary>
    public static ControlPlanePart? Find(Cluster cluster, string part) => part switch
    {
        "etcd" => cluster.Spec.Kubernetes?.Etcd,
        "roles" => cluster.Spec.Kubernetes?.Roles,
        "kore" => cluster.Spec.Kubernetes?.Kore,
        "kcm" => cluster.Spec.Kubernetes?.Kcm,
        "scheduler" => cluster.Spec.Kubernetes?.Scheduler,
        _ => null,
    };
}
