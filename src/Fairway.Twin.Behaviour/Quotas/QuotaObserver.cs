using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Quotas;

/// <summary>
/// Reads what a recount rests on. Objects whose specification counts are read anew: no cache keeps all of it, and who
/// has no quota pays nothing.
/// </summary>
internal sealed class QuotaObserver(ClusterCaches caches, IKubeApi api)
{
    private static readonly ImmutableSortedDictionary<string, KubeResource> Specified =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("pods", KubeResources.Pods),
            KeyValuePair.Create("services", KubeResources.Services),
            KeyValuePair.Create("persistentvolumeclaims", CoreResources.Claims),
        ]);

    public async Task<QuotaObservation> ObserveAsync(QuotaView quota, CancellationToken cancel)
    {
        var objects = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<JsonObject>>(
            StringComparer.Ordinal);
        var counts = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var kinds = quota.Hard.Select(h => QuotaPlanner.KindOf(h.Key)).OfType<string>()
            .Distinct(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            if (Specified.TryGetValue(kind, out var resource))
            {
                objects[kind] = await ListAsync(resource, quota.Meta.Namespace, cancel);
            }
            else if (Find(kind) is { } cache)
            {
                counts[kind] = cache.Metas().Count(m => m.Namespace == quota.Meta.Namespace);
            }
        }

        return new QuotaObservation(quota, objects.ToImmutable(), counts.ToImmutable());
    }

    private AnyCache? Find(string kind) => caches.Everything.FirstOrDefault(c =>
        kind == (c.Resource.Group.Length == 0 ? c.Resource.Plural : $"{c.Resource.Plural}.{c.Resource.Group}"));

    private async Task<ImmutableArray<JsonObject>> ListAsync(
        KubeResource resource, string? ns, CancellationToken cancel)
    {
        var request = new KubeRequest
        {
            Method = "GET",
            Path = resource.CollectionPath(ns),
            UserAgent = WorkloadRequests.Agent,
        };
        var list = (await api.SendAsync(request, cancel)).ReadNode();
        return [.. (list["items"] as JsonArray ?? []).OfType<JsonObject>()];
    }
}
