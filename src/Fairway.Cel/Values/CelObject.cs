using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>An object that an expression has made, with the fields that it has set.</summary>
/// <param name="type">Its type.</param>
/// <param name="fields">The fields, by name.</param>
public sealed class CelObject(CelType type, CelMap fields) : CelValue
{
    /// <inheritdoc/>
    public override CelType Type => type;

    /// <summary>The fields that are set, by name, in the order in which they were.</summary>
    public CelMap Fields => fields;

    internal override bool IsContainer => true;

    internal override bool IsZero => fields.Count == 0;

    /// <inheritdoc/>
    public override JsonNode ToJson() => fields.ToJson();

    /// <inheritdoc/>
    public override string ToString() => type.Name + fields;

    internal override CelValue EqualTo(CelValue other) =>
        other is CelObject that && that.Type.Equals(type) ? fields.EqualTo(that.Fields) : CelBool.False;

    internal override CelValue? Find(CelValue key) => fields.Find(key);
}
