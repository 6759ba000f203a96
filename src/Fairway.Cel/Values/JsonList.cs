using System.Text.Json.Nodes;

namespace Fairway.Cel.Values;

/// <summary>A list of JSON without a schema.</summary>
internal sealed class JsonList(JsonArray elements) : CelList
{
    public override int Count => elements.Count;

    public override CelValue this[int index] => CelJson.Value(elements[index]);

    public override JsonNode ToJson() => elements.DeepClone();
}
