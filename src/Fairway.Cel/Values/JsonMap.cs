using System.Text.Json.Nodes;

namespace Fairway.Cel.Values;

/// <summary>An object of JSON without a schema.</summary>
internal sealed class JsonMap(JsonObject members) : CelMap
{
    public override int Count => members.Count;

    public override IEnumerable<CelValue> Keys => members.Select(member => new CelString(member.Key));

    public override JsonNode ToJson() => members.DeepClone();

    internal override CelValue? Find(CelValue key) => key switch
    {
        CelString name => members.TryGetPropertyValue(name.Value, out var node) ? CelJson.Value(node) : null,
        CelError => key,
        _ => null,
    };
}
