using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A type as a value: what <c>type(1)</c> gives.</summary>
/// <param name="value">The type.</param>
public sealed class CelTypeValue(CelType value) : CelValue
{
    /// <summary>What it is.</summary>
    public CelType Value { get; } = value;

    /// <inheritdoc/>
    public override CelType Type => CelType.Type;

    /// <inheritdoc/>
    public override string ToString() => Value.Name;

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is CelTypeValue that && that.Value.Name == Value.Name);

    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.String => new CelString(Value.Name),
        CelTypeKind.Type => new CelTypeValue(CelType.Type),
        _ => CelError.Conversion(CelType.Type, kind),
    };
}
