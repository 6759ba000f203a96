using System.Collections.Immutable;

namespace Fairway.Schema.Resources;

/// <summary>
/// One row of the table of resources, from which routes, discovery, OpenAPI and printing are derived.
/// </summary>
public sealed record ResourceType
{
    /// <summary>API group; empty for core.</summary>
    public required string Group { get; init; }

    /// <summary>Version in the group.</summary>
    public required string Version { get; init; }

    /// <summary>Kind, <c>Deployment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name in paths, <c>deployments</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>Singular name, <c>deployment</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>True where objects live in namespaces.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>Verbs as discovery lists them.</summary>
    public required ImmutableArray<string> Verbs { get; init; }

    /// <summary>Short names for kubectl.</summary>
    public ImmutableArray<string> ShortNames { get; init; } = [];

    /// <summary>Categories for kubectl (<c>all</c>).</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Subresources: <c>status</c>, <c>scale</c>, ...</summary>
    public ImmutableArray<Subresource> Subresources { get; init; } = [];

    /// <summary>Field selectors beside metadata.name and metadata.namespace, as paths: <c>spec.nodeName</c>.</summary>
    public ImmutableArray<string> SelectableFields { get; init; } = [];

    /// <summary>The schema of the kind; null where objects are taken as they are.</summary>
    public SchemaNode? Schema { get; init; }

    /// <summary>
    /// Where objects are stored: rows of one storage show the same objects in several groups or versions (both Events).
    /// </summary>
    public string StorageName { get; init; } = "";

    /// <summary>What a definition says of the row; null for built-in resources.</summary>
    public Custom.CustomKind? Custom { get; init; }

    /// <summary><c>v1</c> for core, else <c>group/version</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>deployments.apps</c>; for core <c>pods</c>. What error messages name.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Whether the resource has the subresource.</summary>
    public bool Has(string subresource) => Subresources.Any(s => s.Name == subresource);
}

/// <summary>A subresource and the kind of object that it takes and gives.</summary>
public sealed record Subresource(string Name, string Group, string Version, string Kind, ImmutableArray<string> Verbs);
