namespace Fairway.Kube.Discovery;

/// <summary>Every group of a root (<c>/api</c> or <c>/apis</c>) in one answer.</summary>
internal sealed record AggregatedDiscovery(IReadOnlyList<GroupDiscovery>? Items)
{
    public const string Accept =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    public IEnumerable<DiscoveredResource> Resources() =>
        from item in Items ?? []
        from version in item.Versions ?? []
        from resource in version.Resources ?? []
        select new DiscoveredResource(
            new KubeResource(
                item.Metadata?.Name ?? "",
                version.Version,
                resource.Resource,
                resource.ResponseKind?.Kind ?? "",
                resource.Scope == "Namespaced"),
            resource.Verbs ?? [],
            resource.ShortNames ?? [],
            resource.Categories ?? [],
            [.. (resource.Subresources ?? []).Select(part => part.Subresource)]);
}

internal sealed record GroupDiscovery(GroupDiscoveryName? Metadata, IReadOnlyList<VersionDiscovery>? Versions);

internal sealed record GroupDiscoveryName(string? Name);

internal sealed record VersionDiscovery(string Version, IReadOnlyList<ResourceDiscovery>? Resources);

internal sealed record ResourceDiscovery(
    string Resource,
    GroupVersionKind? ResponseKind,
    string? Scope,
    IReadOnlyList<string>? Verbs,
    IReadOnlyList<string>? ShortNames,
    IReadOnlyList<string>? Categories,
    IReadOnlyList<SubresourceDiscovery>? Subresources);

internal sealed record SubresourceDiscovery(string Subresource);

internal sealed record GroupVersionKind(string? Group, string? Version, string? Kind);
