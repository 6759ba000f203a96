using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.CustomResources;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>Finds out what is left of a namespace that is going.</summary>
internal sealed class NamespaceObserver(ClusterCaches caches, IKubeApi api, TimeProvider time)
{
    /// <summary>What is left of a namespace that is going; null where it is not going, or is free.</summary>
    public async Task<NamespaceObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Namespaces.Find(key)?.Value is not { Meta.IsDeleting: true } ns
            || !ns.Holders.Contains(WellKnown.NamespaceFinalizer))
        {
            return null;
        }

        return new NamespaceObservation(ns, await ContentsAsync(ns.Meta.Name, cancel), time.GetUtcNow());
    }

    // The caches may lag behind what was created last: that nothing is left is asked of the API itself.
    private async Task<ImmutableArray<NamespaceContent>> ContentsAsync(string ns, CancellationToken cancel)
    {
        var cached = caches.Everything
            .Where(c => c.Resource.Namespaced)
            .Select(c => Content(c.Resource, c.Metas().Where(m => m.Namespace == ns)))
            .OfType<NamespaceContent>()
            .ToImmutableArray();
        if (!cached.IsEmpty)
        {
            return cached;
        }

        var live = ImmutableArray.CreateBuilder<NamespaceContent>();
        foreach (var resource in await ResourcesAsync(cancel))
        {
            var response = await api.SendAsync(Request.ListMetadata(WorkloadRequests.Agent, resource, ns), cancel);
            using var list = JsonDocument.Parse(response.EnsureSuccess().Body);
            var metas = list.RootElement.Items("items").Select(ObjectMeta.ReadOwnership).ToArray();
            if (Content(resource, metas) is { } content)
            {
                live.Add(content);
            }
        }

        return live.ToImmutable();
    }

    /// <summary>Those with a cache, and custom resources that may be too new to have one.</summary>
    private async Task<IEnumerable<KubeResource>> ResourcesAsync(CancellationToken cancel)
    {
        var definitions = await CustomDefinitions.ListAsync(api, cancel);
        return caches.Lasting.Select(c => c.Resource)
            .Concat(definitions.Select(d => d.Resource).OfType<KubeResource>())
            .Where(r => r.Namespaced);
    }

    private static NamespaceContent? Content(KubeResource resource, IEnumerable<ObjectMeta> objects)
    {
        var metas = objects.ToArray();
        return metas.Length == 0
            ? null
            : new NamespaceContent(
                resource,
                metas.Length,
                metas.Count(m => !m.IsDeleting),
                [.. metas.SelectMany(m => m.Finalizers)]);
    }
}
