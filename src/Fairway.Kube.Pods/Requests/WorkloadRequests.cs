using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Requests;

/// <summary>
/// The one request that carries out an action. Patches name the resourceVersion they were decided on, so that a
/// decision on something stale fails instead of undoing what another has written.
/// </summary>
internal static class WorkloadRequests
{
    public const string Agent = "kube-controller-manager";

    /// <param name="action">What to carry out.</param>
    /// <param name="ns">The namespace of whatever is created.</param>
    public static KubeRequest For(WorkloadAction action, string? ns) => action switch
    {
        WorkloadAction.Adopt adopt => Adopt(adopt),
        WorkloadAction.Untrack untrack => Request.Strategic(
            Agent, KubeResources.Pods, untrack.Pod.Key, Without(untrack.Pod, untrack.Finalizer)),
        WorkloadAction.Release release =>
            Patch(release.Kind, release.Child, OwnersWithout(release.Child, release.OwnerUid)),
        WorkloadAction.Own own => Patch(own.Kind, own.Child, Listed(own.Owners)),
        WorkloadAction.ChangePod { OfStatus: true } change => Request.StrategicStatus(
            Agent, KubeResources.Pods, change.Pod.Key, Guarded(change.Pod, Copy(change.Patch))),
        WorkloadAction.ChangePod change => Request.Strategic(
            Agent, KubeResources.Pods, change.Pod.Key, Guarded(change.Pod, Copy(change.Patch))),
        WorkloadAction.Delete delete =>
            Request.Delete(Agent, ResourceOf(delete.Kind), delete.Child, new DeleteHow()),
        WorkloadAction.CreateReplicaSet create => Request.Create(Agent, KubeResources.ReplicaSets, ns, create.Body),
        WorkloadAction.CreatePod create => Request.Create(Agent, KubeResources.Pods, ns, create.Body),
        WorkloadAction.CreateClaim create =>
            Request.Create(Agent, CoreResources.Claims, ns, create.Body),
        WorkloadAction.CreateRevision create =>
            Request.Create(Agent, KubeResources.ControllerRevisions, ns, create.Body),
        WorkloadAction.ChangeReplicaSet change => Request.Merge(
            Agent, KubeResources.ReplicaSets, change.Change.Set.Key, Change(change.Change)),
        WorkloadAction.RenumberRevision renumber => Request.Merge(
            Agent, KubeResources.ControllerRevisions, renumber.Revision.Key,
            Guarded(renumber.Revision, new JsonObject { ["revision"] = renumber.Number })),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "an action without a request"),
    };

    public static KubeResource ResourceOf(ChildKind kind) => kind switch
    {
        ChildKind.Pod => KubeResources.Pods,
        ChildKind.ReplicaSet => KubeResources.ReplicaSets,
        ChildKind.Claim => CoreResources.Claims,
        _ => KubeResources.ControllerRevisions,
    };

    private static JsonObject Copy(JsonObject patch) => (JsonObject)patch.DeepClone();

    private static KubeRequest Patch(ChildKind kind, ObjectMeta child, JsonNode? owners) => Request.Merge(
        Agent, ResourceOf(kind), child.Key,
        Guarded(child, new JsonObject { ["metadata"] = new JsonObject { ["ownerReferences"] = owners } }));

    private static KubeRequest Adopt(WorkloadAction.Adopt adopt)
    {
        var metadata = new JsonObject { ["ownerReferences"] = Owners(adopt.Child, adopt.Owner) };
        if (adopt.Finalizer is { } finalizer)
        {
            metadata["finalizers"] = new JsonArray(
                [.. adopt.Child.Finalizers.Append(finalizer).Distinct().Select(f => JsonValue.Create(f))]);
        }

        return Request.Merge(
            Agent, ResourceOf(adopt.Kind), adopt.Child.Key,
            Guarded(adopt.Child, new JsonObject { ["metadata"] = metadata }));
    }

    // Whatever else was written to the pod meanwhile, the finalizer goes; from another pod of the name it does not.
    private static JsonObject Without(ObjectMeta pod, string finalizer) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = pod.Uid,
            ["$deleteFromPrimitiveList/finalizers"] = new JsonArray(finalizer),
        },
    };

    private static JsonArray Owners(ObjectMeta child, OwnerReference added) =>
        new([.. child.Owners.Where(o => o.Uid != added.Uid).Append(added).Select(o => o.ToJson())]);

    private static JsonArray? OwnersWithout(ObjectMeta child, string uid) =>
        Listed([.. child.Owners.Where(o => o.Uid != uid)]);

    private static JsonArray? Listed(ImmutableArray<OwnerReference> owners) =>
        owners.IsEmpty ? null : new JsonArray([.. owners.Select(o => o.ToJson())]);

    private static JsonObject Change(ReplicaSetChange change)
    {
        var patch = new JsonObject();
        if (MergePatch.Between(change.Set.Annotations.ToJson(), change.Annotations.ToJson()) is { } annotations)
        {
            patch["metadata"] = new JsonObject { ["annotations"] = annotations };
        }

        var spec = new JsonObject();
        if (change.FromReplicas != change.ToReplicas)
        {
            spec["replicas"] = change.ToReplicas;
        }

        if (change.MinReadySeconds is { } seconds)
        {
            spec["minReadySeconds"] = seconds;
        }

        if (spec.Count > 0)
        {
            patch["spec"] = spec;
        }

        return Guarded(change.Set, patch);
    }

    /// <summary>The patch, which fails where the object is not as it was seen any more.</summary>
    public static JsonObject Guarded(ObjectMeta obj, JsonObject patch)
    {
        if (patch["metadata"] is not JsonObject metadata)
        {
            patch["metadata"] = metadata = [];
        }

        metadata["resourceVersion"] = obj.ResourceVersion;
        return patch;
    }
}
