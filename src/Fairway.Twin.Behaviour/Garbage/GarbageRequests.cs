using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>What an action of the collector asks of the API.</summary>
internal static class GarbageRequests
{
    public static KubeRequest Of(GarbageAction action)
    {
        var (resource, meta) = (action.Item.Resource, action.Item.Meta);
        return action switch
        {
            GarbageAction.Delete delete => Request.Delete(
                WorkloadRequests.Agent, resource, meta, new DeleteHow(delete.Propagation)),
            GarbageAction.KeepOwners keep =>
                Patch(resource, meta, "ownerReferences", keep.Owners.Select(o => o.ToJson())),
            GarbageAction.RemoveFinalizer remove => Patch(
                resource, meta, "finalizers",
                meta.Finalizers.Where(f => f != remove.Finalizer).Select(f => (JsonNode)JsonValue.Create(f)!)),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "an action without a request"),
        };
    }

    private static KubeRequest Patch(KubeResource resource, ObjectMeta meta, string list, IEnumerable<JsonNode> items)
    {
        JsonNode[] left = [.. items];
        var metadata = new JsonObject
        {
            ["uid"] = meta.Uid,
            ["resourceVersion"] = meta.ResourceVersion,
            [list] = left.Length == 0 ? null : new JsonArray(left),
        };
        return Request.Merge(WorkloadRequests.Agent, resource, meta.Key, new JsonObject { ["metadata"] = metadata });
    }
}
