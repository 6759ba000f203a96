namespace Fairway.Kube.Pods.Planning;

/// <summary>What a workload controller makes, adopts and deletes.</summary>
internal enum ChildKind
{
    Pod,
    ReplicaSet,
    ControllerRevision,
    Claim,
}
