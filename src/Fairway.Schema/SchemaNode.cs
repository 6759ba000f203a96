using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Schema;

/// <summary>
/// The schema of one place in an object. A property that refers to a named definition shares the definition's members
/// and adds its own description, list type, patch strategy and default, as OpenAPI of Kubernetes does. Immutable, and
/// shared by all clusters.
/// </summary>
public sealed class SchemaNode
{
    private readonly Lazy<FrozenDictionary<string, SchemaNode>>? properties;
    private readonly Lazy<SchemaNode>? definition;
    private readonly ImmutableArray<string> required = [];
    private readonly Lazy<SchemaNode>? items;
    private readonly Lazy<ImmutableArray<(string Name, SchemaNode Place)>> alwaysWritten;
    private readonly string? description;

    private Defaults.DefaultPlan? defaults;

    /// <summary>A node without properties or elements until their factories are set.</summary>
    public SchemaNode() => alwaysWritten = new(() =>
    [
        .. Properties.Where(pair => pair.Value.Presence is Presence.Always or Presence.AlwaysNullable)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value)),
    ]);

    /// <summary>
    /// Name of the definition, <c>io.k8s.api.apps.v1.Deployment</c>; null for what has no name of its own. A place that
    /// refers to a definition has the definition's name.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>What the place is for; empty where nothing is said.</summary>
    public string Description
    {
        get => description ?? Definitions.DescriptionStore.Text(DescriptionNumber);
        init => description = value;
    }

    /// <summary>What JSON is admitted.</summary>
    public required SchemaType Type { get; init; }

    /// <summary>OpenAPI format (int32, int64, double, date-time, byte), or null.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// Declared properties of an <see cref="SchemaType.Object"/>; may refer back to an enclosing definition.
    /// </summary>
    public FrozenDictionary<string, SchemaNode> Properties =>
        properties?.Value ?? Definition?.Properties ?? FrozenDictionary<string, SchemaNode>.Empty;

    /// <summary>Schema of a list's elements or of a map's values; null for others.</summary>
    public SchemaNode? Items => items?.Value;

    /// <summary>
    /// Properties that must be there, as OpenAPI states them; what the server really demands, validation says.
    /// </summary>
    public ImmutableArray<string> Required
    {
        get => definition?.Value.Required ?? required;
        init => required = value;
    }

    /// <summary>How a list merges under server-side apply. Lists without a mark are atomic.</summary>
    public ListType ListType { get; init; } = ListType.Atomic;

    /// <summary>True where the list type is stated, even where it is atomic: OpenAPI shows what is stated.</summary>
    public bool ListTypeStated { get; init; }

    /// <summary>The keys of a <see cref="ListType.Map"/>.</summary>
    public ImmutableArray<string> ListMapKeys { get; init; } = [];

    /// <summary>
    /// True where an object or a map has one owner and is replaced as a whole (<c>x-kubernetes-map-type: atomic</c>).
    /// </summary>
    public bool AtomicMap { get; init; }

    /// <summary>Merge key of a list under strategic merge patch, or null.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>
    /// Strategy under strategic merge patch: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>, <c>merge,retainKeys</c>,
    /// or null.
    /// </summary>
    public string? PatchStrategy { get; init; }

    /// <summary>
    /// The value a missing place takes when an object is written or read; null for none. Never handed out unless
    /// cloned.
    /// </summary>
    public JsonNode? Default { get; init; }

    /// <summary>
    /// Values that the description of the kind lists; empty where none. Not a promise that others are refused.
    /// </summary>
    public ImmutableArray<string> Enum { get; init; } = [];

    /// <summary>How the place is written when it is empty or was never set.</summary>
    public Presence Presence { get; init; }

    /// <summary>
    /// The type that messages of the API server name for this place (<c>int32</c>, <c>v1.PodSpec</c>,
    /// <c>[]v1.Container</c>); empty if unknown.
    /// </summary>
    public string TypeLabel { get; init; } = "";

    /// <summary>The kinds that a definition is the schema of; null where it is a part only.</summary>
    public GroupVersionKind? Kind { get; init; }

    /// <summary>What the schema of a custom resource demands beside the shape; null for built-in kinds.</summary>
    public Custom.SchemaFacets? Facets { get; init; }

    /// <summary>The properties that are written whether or not anybody set them, in a fixed order.</summary>
    internal ImmutableArray<(string Name, SchemaNode Place)> AlwaysWritten =>
        Definition?.AlwaysWritten ?? alwaysWritten.Value;

    /// <summary>
    /// Where at and below this place something takes a default. Two threads may both make it; they make the same.
    /// </summary>
    internal Defaults.DefaultPlan Defaults =>
        defaults ??= Definition?.Defaults ?? Fairway.Schema.Defaults.DefaultPlan.Of(this);

    /// <summary>
    /// The definition that this place refers to; null where it refers to none, and for a definition itself.
    /// </summary>
    public SchemaNode? Definition => definition?.Value;

    /// <summary>
    /// Sets the definition that this place refers to; called lazily, as definitions may be recursive.
    /// </summary>
    public Func<SchemaNode>? DefinitionFactory { init => definition = value is null ? null : new(value); }

    /// <summary>Sets the properties; called lazily, as definitions may be recursive.</summary>
    public Func<FrozenDictionary<string, SchemaNode>> PropertiesFactory { init => properties = new(value); }

    /// <summary>Sets the schema of elements or values; called lazily, as definitions may be recursive.</summary>
    public Func<SchemaNode>? ItemsFactory { init => items = value is null ? null : new(value); }

    /// <summary>
    /// Which of the generated descriptions is this place's; they are unpacked when the first is asked for.
    /// </summary>
    internal int DescriptionNumber { get; init; } = -1;
}
