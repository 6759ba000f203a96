using System.Collections.Immutable;

namespace Fairway.Cel.Types;

/// <summary>
/// A type of the language. Two types are equal if kind, name and parameters are; the fields of an object type belong to
/// its name. Immutable.
/// </summary>
public sealed class CelType : IEquatable<CelType>
{
    private const string OptionalName = "optional_type";

    private readonly Func<string, CelType?>? fields;

    private CelType(
        CelTypeKind kind,
        string name,
        ImmutableArray<CelType> parameters = default,
        Func<string, CelType?>? fields = null)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters.IsDefault ? [] : parameters;
        this.fields = fields;
    }

    /// <summary>Any type, known when the value is there.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    /// <summary>The type of null.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type");

    /// <summary>True or false.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    /// <summary>64-bit signed integer.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    /// <summary>64-bit unsigned integer.</summary>
    public static CelType Uint { get; } = new(CelTypeKind.Uint, "uint");

    /// <summary>64-bit floating-point number.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    /// <summary>Text.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string");

    /// <summary>Bytes.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    /// <summary>A point in time.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");

    /// <summary>A span of time.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration");

    /// <summary>The type of types.</summary>
    public static CelType Type { get; } = new(CelTypeKind.Type, "type");

    /// <summary>A list of anything.</summary>
    public static CelType AnyList { get; } = List(Dyn);

    /// <summary>A map of anything.</summary>
    public static CelType AnyMap { get; } = Map(Dyn, Dyn);

    /// <summary>An optional of anything.</summary>
    public static CelType AnyOptional { get; } = Optional(Dyn);

    /// <summary>The general category.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>The name when evaluated: <c>int</c>, <c>google.protobuf.Duration</c>, <c>net.IP</c>.</summary>
    public string Name { get; }

    /// <summary>Types of elements, of keys and values, or of an optional's value.</summary>
    public ImmutableArray<CelType> Parameters { get; }

    /// <summary>Whether this is an optional.</summary>
    public bool IsOptional => Kind == CelTypeKind.Opaque && Name == OptionalName;

    /// <summary>Whether values of any type are taken.</summary>
    public bool IsDyn => Kind == CelTypeKind.Dyn;

    /// <summary>The type of an expression that could not be checked.</summary>
    internal static CelType Error { get; } = new(CelTypeKind.Error, "error");

    /// <summary>The type of lists of an element.</summary>
    public static CelType List(CelType element) => new(CelTypeKind.List, "list", [element]);

    /// <summary>The type of maps.</summary>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", [key, value]);

    /// <summary>The type of a value that may be missing.</summary>
    public static CelType Optional(CelType value) => new(CelTypeKind.Opaque, OptionalName, [value]);

    /// <summary>A type known by name only.</summary>
    public static CelType Opaque(string name) => new(CelTypeKind.Opaque, name);

    /// <summary>An object type.</summary>
    /// <param name="name">Its name; two object types of one name are one type.</param>
    /// <param name="fields">The type of a field, by the name that expressions use; null for a name that is no field. It
    /// must always answer the same.</param>
    public static CelType Object(string name, Func<string, CelType?> fields) =>
        new(CelTypeKind.Struct, name, fields: fields);

    /// <summary>The type of a field, or null.</summary>
    public CelType? Field(string name) => fields?.Invoke(name);

    /// <inheritdoc/>
    public bool Equals(CelType? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Kind != other.Kind || Name != other.Name || Parameters.Length != other.Parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < Parameters.Length; i++)
        {
            if (!Parameters[i].Equals(other.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>The type as messages write it: <c>list(int)</c>, <c>map(string, dyn)</c>, <c>timestamp</c>.</summary>
    public override string ToString() => Kind switch
    {
        CelTypeKind.Timestamp => "timestamp",
        CelTypeKind.Duration => "duration",
        CelTypeKind.Null => "null",
        CelTypeKind.Error => "!error!",
        _ when Parameters.IsEmpty => Name,
        _ => $"{Name}({string.Join(", ", Parameters)})",
    };

    /// <summary>The type of a type: <c>type(int)</c>.</summary>
    internal static CelType TypeOf(CelType type) => new(CelTypeKind.Type, "type", [type]);

    /// <summary>A type that a call's arguments decide.</summary>
    internal static CelType Parameter(string name) => new(CelTypeKind.Parameter, name);

    /// <summary>The same type with other parameters.</summary>
    internal CelType With(ImmutableArray<CelType> parameters) => new(Kind, Name, parameters, fields);
}
