using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Tenants;

/// <summary>Tenant clusters by id, with what they serve. They are asked again where a kind is missing.</summary>
internal sealed class TenantBook(IClusterDirectory directory)
{
    private readonly ConcurrentDictionary<string, Tenant> known = new(StringComparer.Ordinal);

    /// <summary>The cluster.</summary>
    /// <param name="needed">Objects whose kinds it should have.</param>
    /// <exception cref="KubeApiException">It is not reached.</exception>
    public async Task<Tenant> OpenAsync(string cluster, IEnumerable<JsonObject> needed, CancellationToken cancel)
    {
        var api = await directory.ConnectAsync(cluster, cancel);
        if (known.TryGetValue(cluster, out var tenant)
            && ReferenceEquals(tenant.Api, api)
            && needed.All(item => tenant.Kinds.Find(ObjectRef.Of(item)) is not null))
        {
            return tenant;
        }

        tenant = new Tenant(api, await TenantKinds.DiscoverAsync(api, cancel));
        known[cluster] = tenant;
        return tenant;
    }
}
