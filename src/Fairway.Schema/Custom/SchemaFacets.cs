using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Patterns;

namespace Fairway.Schema.Custom;

/// <summary>
/// What the schema of a custom resource demands of one place, beside its shape. Built-in kinds have none: their rules
/// are code.
/// </summary>
public sealed record SchemaFacets
{
    private readonly Lazy<Re2?> regex;

    /// <summary>Facets that demand nothing.</summary>
    public SchemaFacets() => regex = new(() => GoPattern.Compile(Pattern));

    /// <summary>
    /// The JSON type: object, array, string, integer, number or boolean; empty where the schema names none.
    /// </summary>
    public string JsonType { get; init; } = "";

    /// <summary>Whether null is a value; else it is as good as nothing.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether properties that are not declared are kept.</summary>
    public bool PreservesUnknown { get; init; }

    /// <summary>Whether the place holds a whole object, with a kind, an apiVersion and metadata.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>The values that are admitted; empty for all.</summary>
    public ImmutableArray<JsonNode?> Values { get; init; } = [];

    /// <summary>Smallest number, or null.</summary>
    public double? Minimum { get; init; }

    /// <summary>Whether the smallest number is itself too small.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Greatest number, or null.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether the greatest number is itself too great.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>Numbers are whole multiples of this; null for any.</summary>
    public double? MultipleOf { get; init; }

    /// <summary>Fewest and most characters of a string.</summary>
    public Bounds Length { get; init; }

    /// <summary>Fewest and most elements of a list.</summary>
    public Bounds Items { get; init; }

    /// <summary>Fewest and most properties of an object.</summary>
    public Bounds Properties { get; init; }

    /// <summary>A regular expression that strings match, in Go's words; or null.</summary>
    public string? Pattern { get; init; }

    /// <summary>The pattern, ready to be matched; null where there is none, or one that cannot be read.</summary>
    public Re2? Regex => regex.Value;

    /// <summary>Schemas of which a value fits all.</summary>
    public ImmutableArray<SchemaNode> AllOf { get; init; } = [];

    /// <summary>Schemas of which a value fits one at least.</summary>
    public ImmutableArray<SchemaNode> AnyOf { get; init; } = [];

    /// <summary>Schemas of which a value fits just one.</summary>
    public ImmutableArray<SchemaNode> OneOf { get; init; } = [];

    /// <summary>A schema that a value must not fit, or null.</summary>
    public SchemaNode? Not { get; init; }

    /// <summary>Expressions that must be true of values.</summary>
    public ImmutableArray<SchemaRule> Rules { get; init; } = [];

    /// <summary>
    /// The schema of a whole kind as its definition has it, for OpenAPI 3; null beneath. Not to be changed.
    /// </summary>
    public JsonObject? Declared { get; init; }

    /// <summary>Whether combined schemas are to be looked at.</summary>
    public bool IsCombined => !AllOf.IsEmpty || !AnyOf.IsEmpty || !OneOf.IsEmpty || Not is not null;
}
