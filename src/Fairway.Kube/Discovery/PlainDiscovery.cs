namespace Fairway.Kube.Discovery;

/// <summary>The versions of the core group, and the other groups: what <c>/api</c> and <c>/apis</c> say to those who
/// ask plainly.</summary>
internal sealed record PlainRoot(IReadOnlyList<string>? Versions, IReadOnlyList<PlainGroup>? Groups)
{
    /// <summary>Each group and version.</summary>
    public IEnumerable<(string Group, string Version)> GroupVersions() =>
        (Versions ?? []).Select(version => ("", version)).Concat(
            from item in Groups ?? []
            from version in item.Versions ?? []
            select (item.Name, version.Version));
}

internal sealed record PlainGroup(string Name, IReadOnlyList<PlainVersion>? Versions);

internal sealed record PlainVersion(string Version);

/// <summary>The resources of one group and version; subresources stand among them as <c>pods/status</c>.</summary>
internal sealed record PlainResources(IReadOnlyList<PlainResource>? Resources)
{
    public IEnumerable<DiscoveredResource> Of(string apiGroup, string version) =>
        from resource in Resources ?? []
        where !resource.Name.Contains('/', StringComparison.Ordinal)
        select new DiscoveredResource(
            new KubeResource(apiGroup, version, resource.Name, resource.Kind, resource.Namespaced),
            resource.Verbs ?? [],
            resource.ShortNames ?? [],
            resource.Categories ?? [],
            [.. Parts(resource.Name)]);

    private IEnumerable<string> Parts(string name) =>
        from part in Resources ?? []
        where part.Name.StartsWith($"{name}/", StringComparison.Ordinal)
        select part.Name[(name.Length + 1)..];
}

internal sealed record PlainResource(
    string Name,
    string Kind,
    bool Namespaced,
    IReadOnlyList<string>? Verbs,
    IReadOnlyList<string>? ShortNames,
    IReadOnlyList<string>? Categories);
