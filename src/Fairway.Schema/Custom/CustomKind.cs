using System.Collections.Immutable;

namespace Fairway.Schema.Custom;

/// <summary>What a row of the table has where a definition made it.</summary>
public sealed record CustomKind
{
    /// <summary>Kind of lists.</summary>
    public required string ListKind { get; init; }

    /// <summary>apiVersion in which objects are stored.</summary>
    public required string StoredVersion { get; init; }

    /// <summary>Schema of what is stored.</summary>
    public required SchemaNode StoredSchema { get; init; }

    /// <summary>
    /// Since which revision of the cluster the definition is as it is: objects of older revisions are fitted to it when
    /// they are read.
    /// </summary>
    public required long Since { get; init; }

    /// <summary>Which state of the definition this is.</summary>
    public required long Generation { get; init; }

    /// <summary>Columns beside the name; empty where only the age is shown.</summary>
    public ImmutableArray<CustomColumn> Columns { get; init; } = [];

    /// <summary>Where the scale is; null where there is none.</summary>
    public CustomScale? Scale { get; init; }

    /// <summary>A warning that goes with every answer, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>Whether the definition is being deleted: nothing more can be created.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>apiVersion of every version that the definition has, served or not, with its schema.</summary>
    public required ImmutableDictionary<string, SchemaNode> Versions { get; init; }
}
