using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Discovery;
using Fairway.Merge.Diffing;
using Fairway.Schema.Digests;

namespace Fairway.Components.Tenants;

/// <summary>What a tenant cluster serves, as it said when it was asked last.</summary>
internal sealed class TenantKinds
{
    private readonly FrozenDictionary<(string ApiVersion, string Kind), KubeResource> kinds;

    private readonly Lazy<Digest> signature;

    private TenantKinds(string version, IEnumerable<KubeResource> resources)
    {
        Version = version;
        kinds = resources.DistinctBy(r => (r.ApiVersion, r.Kind)).ToFrozenDictionary(r => (r.ApiVersion, r.Kind));
        ApiVersions =
        [
            .. kinds.Keys.SelectMany(kind => new[] { kind.ApiVersion, $"{kind.ApiVersion}/{kind.Kind}" })
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        signature = new Lazy<Digest>(Sign);
    }

    /// <summary>The server's version: <c>v1.36.2</c>.</summary>
    public string Version { get; }

    /// <summary>As charts ask for them: <c>apps/v1</c>, <c>apps/v1/Deployment</c>.</summary>
    public IReadOnlyList<string> ApiVersions { get; }

    /// <summary>Of the version, and of all kinds with their scopes: clusters that serve the same have the
    /// same.</summary>
    public Digest Signature => signature.Value;

    /// <summary>Asks a cluster.</summary>
    public static async Task<TenantKinds> DiscoverAsync(IKubeApi api, CancellationToken cancel) =>
        new(await api.VersionAsync(cancel), (await api.DiscoverAsync(cancel)).Select(found => found.Resource));

    /// <summary>The same, once definitions will have been brought. What is served already is not changed.</summary>
    public TenantKinds With(IEnumerable<JsonObject> definitions)
    {
        var defined = definitions.SelectMany(DefinedKinds.Of)
            .Where(resource => !kinds.ContainsKey((resource.ApiVersion, resource.Kind))).ToList();
        return defined.Count == 0 ? this : new TenantKinds(Version, kinds.Values.Concat(defined));
    }

    /// <summary>The resource of an object.</summary>
    /// <exception cref="ChangeRefusedException">The cluster has no such kind.</exception>
    public KubeResource Get(ObjectRef reference) => Find(reference) ?? throw new ChangeRefusedException(
        "KindMissing",
        $"{reference}: the cluster has no kind {reference.Kind.Kind} in {reference.ApiVersion}: install what "
        + "defines it first");

    /// <summary>The same, or null.</summary>
    public KubeResource? Find(ObjectRef reference) =>
        kinds.TryGetValue((reference.ApiVersion, reference.Kind.Kind), out var resource) ? resource : null;

    private Digest Sign() => Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', kinds.Values
        .Select(resource => $"{resource}").Order(StringComparer.Ordinal).Prepend(Version))));
}
