using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>
/// An object of a declared type whose fields are worked out when they are asked for: the request of an admission
/// policy, or its variables.
/// </summary>
/// <param name="type">Its type.</param>
/// <param name="field">The value of a field; null where it is not set. Asked as often as an expression does.</param>
public sealed class CelRecord(CelType type, Func<string, CelValue?> field) : CelValue
{
    /// <inheritdoc/>
    public override CelType Type => type;

    internal override bool IsContainer => true;

    /// <inheritdoc/>
    public override JsonNode? ToJson() => throw new CelConversionException($"A {type.Name} has no JSON form.");

    /// <inheritdoc/>
    public override string ToString() => type.Name;

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(ReferenceEquals(this, other));

    internal override CelValue? Find(CelValue key) =>
        key is CelString name ? field(name.Value) : CelError.NoSuchOverload;
}
