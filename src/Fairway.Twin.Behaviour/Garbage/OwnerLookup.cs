using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>Finds out whether an owner is there: in the graph, or, where the graph never saw it, by asking the
/// API.</summary>
internal sealed class OwnerLookup(ObjectGraph graph, Func<IEnumerable<KubeResource>> resources, IKubeApi api)
{
    public async Task<OwnerPresence> PresenceAsync(GraphNode item, OwnerReference owner, CancellationToken cancel)
    {
        if (graph.Find(owner.Uid) is { } found)
        {
            return found.WaitsForDependents ? OwnerPresence.WaitsForDependents : OwnerPresence.Present;
        }

        return graph.IsGone(owner.Uid) ? OwnerPresence.Absent : await AskAsync(item, owner, cancel);
    }

    /// <summary>Whether an owner is of a kind; of which of its versions does not matter.</summary>
    public static bool IsOf(OwnerReference owner, KubeResource kind)
    {
        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        return owner.Kind == kind.Kind
            && owner.ApiVersion.AsSpan(0, Math.Max(slash, 0)).SequenceEqual(kind.Group);
    }

    private async Task<OwnerPresence> AskAsync(GraphNode item, OwnerReference owner, CancellationToken cancel)
    {
        var resource = resources().FirstOrDefault(r => IsOf(owner, r));
        if (resource.Plural is null || (resource.Namespaced && item.Meta.Namespace is null))
        {
            // An owner of a kind that is not served, or in no namespace: nobody can say that it is gone.
            return OwnerPresence.Present;
        }

        var key = new ObjectKey(resource.Namespaced ? item.Meta.Namespace : null, owner.Name);
        var response = await api.SendAsync(Request.Get(WorkloadRequests.Agent, resource, key), cancel);
        if (response.IsSuccess && response.ReadNode()["metadata"]?["uid"]?.GetValue<string>() == owner.Uid)
        {
            return OwnerPresence.Present;
        }

        if (response.Status is not 404)
        {
            response.EnsureSuccess();
        }

        graph.MarkGone(owner.Uid);
        return OwnerPresence.Absent;
    }
}
