using System.Text.Json.Nodes;
using Fairway.Cel.Values;
using Fairway.Schema.Quantities;

namespace Fairway.Cel.Libraries;

/// <summary>An amount of a resource.</summary>
internal sealed class QuantityValue(Quantity value) : LibraryValue(KubernetesTypes.Quantity)
{
    public Quantity Value => value;

    public override JsonNode ToJson() => JsonValue.Create(value.ToString());

    public override string ToString() => value.ToString();

    internal override CelValue EqualTo(CelValue other) => other is QuantityValue that
        ? CelBool.Of(that.Value == value)
        : CelError.NoSuchOverload;
}
