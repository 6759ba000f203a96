using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A 64-bit signed integer; what does not fit is an error.</summary>
public sealed class CelInt : CelValue
{
    private static readonly CelInt[] Small = [.. Enumerable.Range(-16, 272).Select(value => new CelInt(value))];

    private CelInt(long value) => Value = value;

    /// <summary>What it is.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public override CelType Type => CelType.Int;

    internal override bool IsZero => Value == 0;

    /// <summary>The value of a number.</summary>
    public static CelInt Of(long value) => value is >= -16 and < 256 ? Small[value + 16] : new(value);

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(NumberOrder.AreEqual(this, other));

    internal override CelValue CompareTo(CelValue other) => NumberOrder.Compare(this, other);

    internal override CelValue Add(CelValue other) => other is not CelInt that
        ? CelError.NoSuchOverload
        : Fitting((Int128)Value + that.Value);

    internal override CelValue Subtract(CelValue other) => other is not CelInt that
        ? CelError.NoSuchOverload
        : Fitting((Int128)Value - that.Value);

    internal override CelValue Multiply(CelValue other) => other is not CelInt that
        ? CelError.NoSuchOverload
        : Fitting((Int128)Value * that.Value);

    internal override CelValue Divide(CelValue other) => other switch
    {
        CelInt { Value: 0 } => CelError.DivisionByZero,
        CelInt that => Fitting((Int128)Value / that.Value),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue Modulo(CelValue other) => other switch
    {
        CelInt { Value: 0 } => CelError.ModulusByZero,
        CelInt { Value: -1 } when Value == long.MinValue => CelError.IntOverflow,
        CelInt that => Of(Value % that.Value),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue Negate() => Fitting(-(Int128)Value);

    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.Uint => Value < 0 ? CelError.UintOverflow : new CelUint((ulong)Value),
        CelTypeKind.Double => new CelDouble(Value),
        CelTypeKind.String => new CelString(ToString()),
        CelTypeKind.Timestamp => CelTimestamp.FromUnix(Value, 0),
        _ => base.ConvertTo(kind),
    };

    private static CelValue Fitting(Int128 value) =>
        value < long.MinValue || value > long.MaxValue ? CelError.IntOverflow : Of((long)value);
}
