using System.Text.Json.Nodes;
using Fairway.Cel.Types;
using Fairway.Schema.Yaml;

namespace Fairway.Cel.Values;

/// <summary>A 64-bit floating-point number.</summary>
public sealed class CelDouble(double value) : CelValue
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>What it is.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override CelType Type => CelType.Double;

    internal override bool IsZero => Value == 0;

    /// <inheritdoc/>
    public override JsonNode ToJson() => double.IsFinite(Value)
        ? JsonValue.Create(Value)
        : throw new CelConversionException($"{this} has no JSON form.");

    /// <inheritdoc/>
    public override string ToString() => GoNumber.Shortest(Value);

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(NumberOrder.AreEqual(this, other));

    internal override CelValue CompareTo(CelValue other) => NumberOrder.Compare(this, other);

    internal override CelValue Add(CelValue other) =>
        other is CelDouble that ? new CelDouble(Value + that.Value) : CelError.NoSuchOverload;

    internal override CelValue Subtract(CelValue other) =>
        other is CelDouble that ? new CelDouble(Value - that.Value) : CelError.NoSuchOverload;

    internal override CelValue Multiply(CelValue other) =>
        other is CelDouble that ? new CelDouble(Value * that.Value) : CelError.NoSuchOverload;

    internal override CelValue Divide(CelValue other) =>
        other is CelDouble that ? new CelDouble(Value / that.Value) : CelError.NoSuchOverload;

    internal override CelValue Negate() => new CelDouble(-Value);

    // The bounds themselves are refused: they are where rounding may have led.
    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.Int => Value > -TwoTo63 && Value < TwoTo63 ? CelInt.Of((long)Value) : CelError.IntOverflow,
        CelTypeKind.Uint => Value >= 0 && Value < TwoTo64 ? new CelUint((ulong)Value) : CelError.UintOverflow,
        CelTypeKind.String => new CelString(ToString()),
        _ => base.ConvertTo(kind),
    };
}
