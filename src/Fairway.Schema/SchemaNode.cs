using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Schema;

/// <summary>What JSON a schema admits.</summary>
public enum SchemaType
{
    /// <summary>An object with declared properties.</summary>
    Object,

    /// <summary>An object whose keys are data; values are of <see cref="SchemaNode.Items"/>.</summary>
    Map,

    /// <summary>A list of <see cref="SchemaNode.Items"/>.</summary>
    List,

    /// <summary>A string; <see cref="SchemaNode.Format"/> may narrow it (date-time, byte).</summary>
    String,

    /// <summary>A whole number; format int32 or int64.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A whole number or a string (ports, maxUnavailable).</summary>
    IntOrString,

    /// <summary>A resource quantity: a string, or a number that is read as one.</summary>
    Quantity,

    /// <summary>Anything at all, kept as it is (RawExtension, FieldsV1, JSON).</summary>
    Any,
}

/// <summary>How a list merges: as a whole, as a set of scalars, or by the keys of its elements.</summary>
public enum ListType
{
    /// <summary>One owner, replaced as a whole.</summary>
    Atomic,

    /// <summary>Scalars, each once.</summary>
    Set,

    /// <summary>Objects, identified by <see cref="SchemaNode.ListMapKeys"/>.</summary>
    Map,
}

/// <summary>
/// The schema of one place in an object. A property that refers to a named definition shares the definition's members and adds its own
/// description, list type, patch strategy and default, as OpenAPI of Kubernetes does. Immutable, and shared by all clusters.
/// </summary>
public sealed class SchemaNode
{
    /// <summary>Name of the definition, <c>io.k8s.api.apps.v1.Deployment</c>; null for what has no name of its own.</summary>
    public string? Name { get; init; }

    /// <summary>What the place is for; empty where nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>What JSON is admitted.</summary>
    public required SchemaType Type { get; init; }

    /// <summary>OpenAPI format (int32, int64, double, date-time, byte), or null.</summary>
    public string? Format { get; init; }

    /// <summary>Declared properties of an <see cref="SchemaType.Object"/>; may refer back to an enclosing definition.</summary>
    public FrozenDictionary<string, SchemaNode> Properties => properties.Value;

    /// <summary>Schema of a list's elements or of a map's values; null for others.</summary>
    public SchemaNode? Items => items?.Value;

    /// <summary>Properties that must be there.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>How a list merges under server-side apply. Lists without a mark are atomic.</summary>
    public ListType ListType { get; init; } = ListType.Atomic;

    /// <summary>The keys of a <see cref="ListType.Map"/>.</summary>
    public ImmutableArray<string> ListMapKeys { get; init; } = [];

    /// <summary>True where an object or a map has one owner and is replaced as a whole (<c>x-kubernetes-map-type: atomic</c>).</summary>
    public bool AtomicMap { get; init; }

    /// <summary>Merge key of a list under strategic merge patch, or null.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>Strategy under strategic merge patch: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>, <c>merge,retainKeys</c>, or null.</summary>
    public string? PatchStrategy { get; init; }

    /// <summary>The value a missing place takes when an object is written or read; null for none. Never handed out unless cloned.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Values admitted, where they are a closed set; empty where not.</summary>
    public ImmutableArray<string> Enum { get; init; } = [];

    /// <summary>Sets the properties; called lazily, as definitions may be recursive.</summary>
    public Func<FrozenDictionary<string, SchemaNode>> PropertiesFactory { init => properties = new(value); }

    /// <summary>Sets the schema of elements or values; called lazily, as definitions may be recursive.</summary>
    public Func<SchemaNode> ItemsFactory { init => items = new(value); }

    private readonly Lazy<FrozenDictionary<string, SchemaNode>> properties = new(() => FrozenDictionary<string, SchemaNode>.Empty);
    private readonly Lazy<SchemaNode>? items;
}
