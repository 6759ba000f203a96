using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A value that may be missing.</summary>
public sealed class CelOptional : CelValue
{
    private CelOptional(CelValue? value) => Value = value;

    /// <summary>The optional without a value.</summary>
    public static CelOptional None { get; } = new(null);

    /// <summary>The value, or null.</summary>
    public CelValue? Value { get; }

    /// <inheritdoc/>
    public override CelType Type => CelType.AnyOptional;

    /// <summary>The optional with a value.</summary>
    public static CelOptional Of(CelValue value) => new(value);

    /// <inheritdoc/>
    public override JsonNode? ToJson() => Value?.ToJson();

    /// <inheritdoc/>
    public override string ToString() => Value is null ? "optional.none()" : $"optional({Value})";

    internal override CelValue EqualTo(CelValue other) => other switch
    {
        CelOptional { Value: null } => CelBool.Of(Value is null),
        CelOptional that => Value is null ? CelBool.False : Value.EqualTo(that.Value!),
        _ => CelBool.False,
    };
}
