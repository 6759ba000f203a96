using System.Text.Json.Nodes;
using Fairway.Cel.Types;
using Fairway.Schema.Durations;

namespace Fairway.Cel.Values;

/// <summary>A span of time in nanoseconds; at most some 292 years.</summary>
public sealed class CelDuration(long nanoseconds) : CelValue
{
    /// <summary>What it is.</summary>
    public long Nanoseconds { get; } = nanoseconds;

    /// <inheritdoc/>
    public override CelType Type => CelType.Duration;

    internal override bool IsZero => Nanoseconds == 0;

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(Seconds());

    /// <inheritdoc/>
    public override string ToString() => GoDuration.Print(Nanoseconds);

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is CelDuration that && that.Nanoseconds == Nanoseconds);

    internal override CelValue CompareTo(CelValue other) => other is CelDuration that
        ? CelInt.Of(Nanoseconds.CompareTo(that.Nanoseconds))
        : CelError.NoSuchOverload;

    internal override CelValue Add(CelValue other) => other switch
    {
        CelDuration that => Fitting((Int128)Nanoseconds + that.Nanoseconds),
        CelTimestamp time => time.Plus(Nanoseconds),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue Subtract(CelValue other) => other is CelDuration that
        ? Fitting((Int128)Nanoseconds - that.Nanoseconds)
        : CelError.NoSuchOverload;

    internal override CelValue Negate() => Fitting(-(Int128)Nanoseconds);

    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.String => new CelString(Seconds()),
        CelTypeKind.Int => CelInt.Of(Nanoseconds),
        _ => base.ConvertTo(kind),
    };

    internal static CelValue Fitting(Int128 nanoseconds) =>
        nanoseconds < long.MinValue || nanoseconds > long.MaxValue
            ? CelError.DurationOverflow
            : new CelDuration((long)nanoseconds);

    /// <summary>Seconds with as many decimals as needed: <c>1.5s</c>.</summary>
    private string Seconds()
    {
        var whole = Nanoseconds / GoDuration.Second;
        var number = whole + ((Nanoseconds % GoDuration.Second) / 1e9);
        return GoFixed.Shortest(number) + "s";
    }
}
