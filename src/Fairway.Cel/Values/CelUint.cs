using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A 64-bit unsigned integer; what does not fit is an error.</summary>
public sealed class CelUint(ulong value) : CelValue
{
    /// <summary>What it is.</summary>
    public ulong Value { get; } = value;

    /// <inheritdoc/>
    public override CelType Type => CelType.Uint;

    internal override bool IsZero => Value == 0;

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(NumberOrder.AreEqual(this, other));

    internal override CelValue CompareTo(CelValue other) => NumberOrder.Compare(this, other);

    internal override CelValue Add(CelValue other) => other is not CelUint that
        ? CelError.NoSuchOverload
        : Fitting((Int128)Value + that.Value);

    internal override CelValue Subtract(CelValue other) => other is not CelUint that
        ? CelError.NoSuchOverload
        : Fitting((Int128)Value - that.Value);

    internal override CelValue Multiply(CelValue other) => other is not CelUint that
        ? CelError.NoSuchOverload
        : (UInt128)Value * that.Value is var product && product > ulong.MaxValue
            ? CelError.UintOverflow
            : new CelUint((ulong)product);

    internal override CelValue Divide(CelValue other) => other switch
    {
        CelUint { Value: 0 } => CelError.DivisionByZero,
        CelUint that => new CelUint(Value / that.Value),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue Modulo(CelValue other) => other switch
    {
        CelUint { Value: 0 } => CelError.ModulusByZero,
        CelUint that => new CelUint(Value % that.Value),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.Int => Value > long.MaxValue ? CelError.IntOverflow : CelInt.Of((long)Value),
        CelTypeKind.Double => new CelDouble(Value),
        CelTypeKind.String => new CelString(ToString()),
        _ => base.ConvertTo(kind),
    };

    private static CelValue Fitting(Int128 value) =>
        value < 0 || value > ulong.MaxValue ? CelError.UintOverflow : new CelUint((ulong)value);
}
