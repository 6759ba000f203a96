using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>The null value.</summary>
public sealed class CelNull : CelValue
{
    private CelNull()
    {
    }

    /// <summary>The one null.</summary>
    public static CelNull Value { get; } = new();

    /// <inheritdoc/>
    public override CelType Type => CelType.Null;

    internal override bool IsZero => true;

    /// <inheritdoc/>
    public override JsonNode? ToJson() => null;

    /// <inheritdoc/>
    public override string ToString() => "null";

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(other is CelNull);

    internal override CelValue ConvertTo(CelTypeKind kind) =>
        kind == CelTypeKind.String ? new CelString("null") : base.ConvertTo(kind);
}
