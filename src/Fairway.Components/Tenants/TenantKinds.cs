using System.Collections.Frozen;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Discovery;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Tenants;

/// <summary>What a tenant cluster serves, as it said when it was asked last.</summary>
internal sealed class TenantKinds
{
    private readonly FrozenDictionary<(string ApiVersion, string Kind), KubeResource> kinds;

    private TenantKinds(string version, IReadOnlyList<DiscoveredResource> resources)
    {
        Version = version;
        kinds = resources.DistinctBy(r => (r.Resource.ApiVersion, r.Resource.Kind)).ToFrozenDictionary(
            r => (r.Resource.ApiVersion, r.Resource.Kind), r => r.Resource);
        ApiVersions =
        [
            .. resources.SelectMany(r => new[] { r.Resource.ApiVersion, $"{r.Resource.ApiVersion}/{r.Resource.Kind}" })
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The server's version: <c>v1.36.2</c>.</summary>
    public string Version { get; }

    /// <summary>As charts ask for them: <c>apps/v1</c>, <c>apps/v1/Deployment</c>.</summary>
    public IReadOnlyList<string> ApiVersions { get; }

    /// <summary>Asks a cluster.</summary>
    public static async Task<TenantKinds> DiscoverAsync(IKubeApi api, CancellationToken cancel) =>
        new(await api.VersionAsync(cancel), await api.DiscoverAsync(cancel));

    /// <summary>The resource of an object.</summary>
    /// <exception cref="ChangeRefusedException">The cluster has no such kind.</exception>
    public KubeResource Get(ObjectRef reference) => Find(reference) ?? throw new ChangeRefusedException(
        "KindMissing",
        $"{reference}: the cluster has no kind {reference.Kind.Kind} in {reference.ApiVersion}: install what "
        + "defines it first");

    /// <summary>The same, or null.</summary>
    public KubeResource? Find(ObjectRef reference) =>
        kinds.TryGetValue((reference.ApiVersion, reference.Kind.Kind), out var resource) ? resource : null;
}
