using System.Globalization;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Reporting;

/// <summary>What the writes of workload controllers are called in events. Reasons and notes are those of a real
/// cluster.</summary>
internal static class WorkloadEvents
{
    /// <param name="owner">The workload.</param>
    /// <param name="action">What was done.</param>
    /// <param name="created">Name of the pod that was created; null for other actions.</param>
    /// <returns>The event, or null where the action is no news.</returns>
    public static KubeEvent? Of(ObjectReference owner, WorkloadAction action, string? created) => action switch
    {
        WorkloadAction.CreatePod => new KubeEvent(owner, "SuccessfulCreate", "CreatePod", $"Created pod: {created}"),
        WorkloadAction.CreateClaim made => new KubeEvent(
            owner, "SuccessfulCreate", "CreateClaim",
            $"create Claim {made.Name} Pod {made.Pod} in {owner.Kind} {owner.Key.Name} success"),
        WorkloadAction.Delete { Kind: ChildKind.Pod } gone =>
            new KubeEvent(owner, "SuccessfulDelete", "DeletePod", $"Deleted pod: {gone.Child.Name}"),
        WorkloadAction.ChangePod { Told: { } told } =>
            new KubeEvent(owner, told.Reason, told.Reason, told.Message) { IsWarning = told.Warning },
        WorkloadAction.CreateReplicaSet { Replicas: > 0 } made => Scaled(owner, made.Name, 0, made.Replicas),
        WorkloadAction.ChangeReplicaSet { Change: var change } when change.FromReplicas != change.ToReplicas =>
            Scaled(owner, change.Set.Name, change.FromReplicas, change.ToReplicas),
        _ => null,
    };

    /// <summary>A pod that the API server refused.</summary>
    public static KubeEvent Refused(ObjectReference owner, string message) =>
        new(owner, "FailedCreate", "CreatePod", $"Error creating: {message}") { IsWarning = true };

    private static KubeEvent Scaled(ObjectReference owner, string set, int from, int to)
    {
        var way = to > from ? "up" : "down";
        var note = string.Create(CultureInfo.InvariantCulture, $"Scaled {way} replica set {set} from {from} to {to}");
        return new KubeEvent(owner, "ScalingReplicaSet", "ScaleReplicaSet", note);
    }
}
