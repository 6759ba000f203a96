using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>True or false.</summary>
public sealed class CelBool : CelValue
{
    private CelBool(bool value) => Value = value;

    /// <summary>True.</summary>
    public static CelBool True { get; } = new(true);

    /// <summary>False.</summary>
    public static CelBool False { get; } = new(false);

    /// <summary>What it is.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override CelType Type => CelType.Bool;

    internal override bool IsZero => !Value;

    /// <summary>The value of a boolean.</summary>
    public static CelBool Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";

    internal override CelValue EqualTo(CelValue other) => Of(other == this);

    internal override CelValue CompareTo(CelValue other) => other switch
    {
        CelBool that => CelInt.Of(Value.CompareTo(that.Value)),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue ConvertTo(CelTypeKind kind) =>
        kind == CelTypeKind.String ? new CelString(ToString()) : base.ConvertTo(kind);
}
