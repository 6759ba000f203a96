namespace Fairway.Kube.Pods.Objects;

/// <summary>Names that Kubernetes gives a meaning.</summary>
internal static class WellKnown
{
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    public const string PodTemplateHash = "pod-template-hash";
    public const string ControllerRevisionHash = "controller-revision-hash";
    public const string RevisionHash = "controller.kubernetes.io/hash";
    public const string PodTemplateGeneration = "pod-template-generation";
    public const string TemplateGeneration = "deprecated.daemonset.template.generation";
    public const string PodDeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";
    public const string RollbackTo = "deprecated.deployment.rollback.to";
    public const string StatefulPodName = "statefulset.kubernetes.io/pod-name";
    public const string PodIndex = "apps.kubernetes.io/pod-index";
    public const string Hostname = "kubernetes.io/hostname";
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";
    public const string NamespaceFinalizer = "kubernetes";
    public const string DefaultScheduler = "default-scheduler";
    public const string NoSchedule = "NoSchedule";
    public const string NoExecute = "NoExecute";
}
