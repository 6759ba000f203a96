using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Cel.Functions;
using Fairway.Cel.Types;
using Fairway.Schema.Durations;

namespace Fairway.Cel.Values;

/// <summary>Text; sizes and positions count code points.</summary>
public sealed class CelString(string value) : CelValue
{
    /// <summary>What it is.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override CelType Type => CelType.String;

    internal override long? Size => CodePoints.Count(Value);

    internal override bool IsZero => Value.Length == 0;

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(other is CelString that && that.Value == Value);

    internal override CelValue CompareTo(CelValue other) => other is CelString that
        ? CelInt.Of(CodePoints.Compare(Value, that.Value))
        : CelError.NoSuchOverload;

    internal override CelValue Add(CelValue other)
    {
        if (other is not CelString that)
        {
            return CelError.NoSuchOverload;
        }

        TooLargeException.ThrowIf((double)Value.Length + that.Value.Length);
        return new CelString(Value + that.Value);
    }

    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.Int when long.TryParse(
            Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => CelInt.Of(whole),
        CelTypeKind.Uint when ulong.TryParse(
            Value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) => new CelUint(whole),
        CelTypeKind.Double when GoText.TryDouble(Value, out var number) => new CelDouble(number),
        CelTypeKind.Bool when GoText.TryBool(Value, out var truth) => CelBool.Of(truth),
        CelTypeKind.Bytes => new CelBytes(Encoding.UTF8.GetBytes(Value)),
        CelTypeKind.Duration when GoDuration.TryParse(Value, out var nanoseconds) => new CelDuration(nanoseconds),
        CelTypeKind.Timestamp when TimeText.TryParse(Value, out var time) => time,
        _ => base.ConvertTo(kind),
    };
}
