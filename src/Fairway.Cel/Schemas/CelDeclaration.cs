using System.Collections.Frozen;
using Fairway.Cel.Types;

namespace Fairway.Cel.Schemas;

/// <summary>
/// What expressions know of a place in an object: its type, what is under it, and how large it can be. Immutable.
/// </summary>
public sealed class CelDeclaration
{
    private readonly Lazy<FrozenDictionary<string, CelDeclaration>> fields;
    private readonly Lazy<long> minSerializedSize;

    internal CelDeclaration(
        CelType type,
        Func<FrozenDictionary<string, CelDeclaration>>? fields = null,
        Func<CelDeclaration, long>? minSerializedSize = null)
    {
        Type = type;
        this.fields = new(fields ?? (() => FrozenDictionary<string, CelDeclaration>.Empty));
        this.minSerializedSize = new(() => minSerializedSize?.Invoke(this) ?? 2);
    }

    /// <summary>The type of its values.</summary>
    public CelType Type { get; }

    /// <summary>The fields of an object, by the names that expressions use.</summary>
    public FrozenDictionary<string, CelDeclaration> Fields => fields.Value;

    /// <summary>Elements of a list or values of a map; null for others.</summary>
    public CelDeclaration? Element { get; internal init; }

    /// <summary>Keys of a map; null for others.</summary>
    public CelDeclaration? Key { get; internal init; }

    /// <summary>
    /// The most elements, entries, code points or bytes that it can have; 0 for what has no size and for objects.
    /// </summary>
    public long MaxElements { get; internal init; }

    /// <summary>The fewest bytes that it takes in JSON.</summary>
    public long MinSerializedSize => minSerializedSize.Value;

    /// <summary>
    /// How often values of this size can stand in one request at most: what a rule in an unbounded list is multiplied
    /// with.
    /// </summary>
    public long MaxCardinality => SchemaTypes.MaxRequestBytes / (MinSerializedSize + 1);
}
