using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>
/// A value of the language. Immutable; values over JSON read it when they are asked, so the JSON must not change while
/// an expression is evaluated.
/// </summary>
public abstract class CelValue
{
    /// <summary>The type at run time; parameters of lists and maps are not known.</summary>
    public abstract CelType Type { get; }

    /// <summary>Number of code points, bytes, elements or entries; null for what has no size.</summary>
    internal virtual long? Size => null;

    /// <summary>Whether the value is what a place has when nothing was set: 0, "", an empty list.</summary>
    internal virtual bool IsZero => false;

    /// <summary>Whether elements or keys can be looked up.</summary>
    internal virtual bool IsContainer => false;

    /// <summary>The value as JSON.</summary>
    /// <exception cref="CelConversionException">The value has no JSON form.</exception>
    public virtual JsonNode? ToJson() =>
        throw new CelConversionException($"A value of type {Type.Name} has no JSON form.");

    /// <summary>The value as messages show it.</summary>
    public abstract override string ToString();

    /// <summary>True, false, or an error.</summary>
    internal abstract CelValue EqualTo(CelValue other);

    /// <summary>-1, 0 or 1, or an error; null where the type has no order.</summary>
    internal virtual CelValue? CompareTo(CelValue other) => null;

    /// <summary>The sum, or an error; null where the type has none.</summary>
    internal virtual CelValue? Add(CelValue other) => null;

    /// <summary>The difference, or an error; null where the type has none.</summary>
    internal virtual CelValue? Subtract(CelValue other) => null;

    /// <summary>The product, or an error; null where the type has none.</summary>
    internal virtual CelValue? Multiply(CelValue other) => null;

    /// <summary>The quotient, or an error; null where the type has none.</summary>
    internal virtual CelValue? Divide(CelValue other) => null;

    /// <summary>The remainder, or an error; null where the type has none.</summary>
    internal virtual CelValue? Modulo(CelValue other) => null;

    /// <summary>The opposite, or an error; null where the type has none.</summary>
    internal virtual CelValue? Negate() => null;

    /// <summary>The value in another type, or an error.</summary>
    internal virtual CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.Type => new CelTypeValue(Type),
        _ when kind == Type.Kind => this,
        _ => CelError.Conversion(Type, kind),
    };

    /// <summary>The value of a field, key or index; null where it is missing, an error where it cannot be
    /// looked for.</summary>
    internal virtual CelValue? Find(CelValue key) => CelError.NoSuchOverload;

    /// <summary>Whether a field or key is there; where a type knows fields, whether it is set.</summary>
    internal virtual CelValue Has(CelValue key) => Find(key) switch
    {
        null => CelBool.False,
        CelError fault => fault,
        _ => CelBool.True,
    };
}
