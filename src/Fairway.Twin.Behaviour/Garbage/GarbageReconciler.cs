using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>Looks at one object of the graph; keys are uids.</summary>
internal sealed class GarbageReconciler(ObjectGraph graph, OwnerLookup owners, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (graph.Find(key.Name) is not { } item)
        {
            return Outcome.Settled;
        }

        var seen = await ObserveAsync(item, cancel);
        foreach (var action in GarbagePlanner.Plan(seen))
        {
            var response = await api.SendAsync(RequestOf(action), cancel);
            if (response.Status is not 404)
            {
                response.EnsureSuccess();
            }
        }

        return Outcome.Settled;
    }

    private async Task<GarbageObservation> ObserveAsync(GraphNode item, CancellationToken cancel)
    {
        var states = ImmutableArray.CreateBuilder<OwnerState>();
        foreach (var reference in item.Meta.IsDeleting ? [] : item.Meta.Owners)
        {
            states.Add(new OwnerState(reference, await owners.PresenceAsync(item, reference, cancel)));
        }

        return new GarbageObservation(item, states.ToImmutable(), [.. graph.DependentsOf(item.Meta.Uid)]);
    }

    private static KubeRequest RequestOf(GarbageAction action)
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
