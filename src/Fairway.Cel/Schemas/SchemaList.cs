using System.Text.Json.Nodes;
using Fairway.Cel.Values;
using Fairway.Schema;

namespace Fairway.Cel.Schemas;

/// <summary>A list whose elements have a schema.</summary>
internal sealed class SchemaList(JsonArray elements, SchemaNode items) : CelList
{
    public override int Count => elements.Count;

    public override CelValue this[int index] => SchemaValues.Of(elements[index], items);

    public override JsonNode ToJson() => elements.DeepClone();
}
