using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Objects;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>
/// Dependents that no cache may have shown yet. An owner that leaves its dependents behind goes once they are let go;
/// one that was overlooked would then be collected as the dependent of an owner that is gone. So where a cache has not
/// reached the owner's deletion, the API is asked.
/// </summary>
internal sealed class LateDependents(Func<IEnumerable<AnyCache>> caches, IKubeApi api)
{
    /// <summary>All dependents of an owner: those that are known, and those that caches may lack.</summary>
    public async Task<IReadOnlyList<GraphNode>> WithAsync(
        GraphNode owner, IReadOnlyList<GraphNode> known, CancellationToken cancel)
    {
        var all = new SortedDictionary<string, GraphNode>(StringComparer.Ordinal);
        foreach (var node in known)
        {
            all[node.Meta.Uid] = node;
        }

        foreach (var cache in caches().Where(cache => MayLack(cache, owner)).ToArray())
        {
            foreach (var node in await ListAsync(cache.Resource, owner, cancel))
            {
                all[node.Meta.Uid] = node;
            }
        }

        return [.. all.Values];
    }

    // What a namespaced object owns is in its namespace.
    private static bool MayLack(AnyCache cache, GraphNode owner) =>
        (owner.Meta.Namespace is null || cache.Resource.Namespaced)
        && !cache.Reached.IsAtLeast(ResourceVersion.Parse(owner.Meta.ResourceVersion));

    private async Task<GraphNode[]> ListAsync(KubeResource resource, GraphNode owner, CancellationToken cancel)
    {
        var response = await api.SendAsync(
            Request.ListMetadata(WorkloadRequests.Agent, resource, owner.Meta.Namespace), cancel);
        if (response.Status == 404)
        {
            // Its definition is gone, and so are its objects.
            return [];
        }

        using var list = JsonDocument.Parse(response.EnsureSuccess().Body);
        return
        [
            .. list.RootElement.Items("items")
                .Select(item => new GraphNode(resource, ObjectMeta.ReadOwnership(item)))
                .Where(node => node.Meta.Owners.Any(one => one.Uid == owner.Meta.Uid)),
        ];
    }
}
