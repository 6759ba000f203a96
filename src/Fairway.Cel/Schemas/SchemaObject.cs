using System.Text.Json.Nodes;
using Fairway.Cel.Values;
using Fairway.Schema;

namespace Fairway.Cel.Schemas;

/// <summary>An object or map that has a schema.</summary>
/// <param name="members">What it has.</param>
/// <param name="schema">What it may have.</param>
/// <param name="isWhole">Whether it is a whole object, of whose metadata only the name is seen.</param>
internal sealed class SchemaObject(JsonObject members, SchemaNode schema, bool isWhole) : CelMap
{
    private static readonly SchemaNode Text = Custom("""{"type":"string"}""");

    private static readonly SchemaNode Metadata =
        Custom("""{"type":"object","properties":{"name":{"type":"string"},"generateName":{"type":"string"}}}""");

    private readonly bool isMap = schema.Type == SchemaType.Map;

    /// <summary>All properties, those that the schema does not know too.</summary>
    public override int Count => members.Count;

    public override IEnumerable<CelValue> Keys => members
        .Where(member => PlaceOf(member.Key) is not null)
        .Select(member => new CelString(isMap ? member.Key : FieldNames.Escape(member.Key) ?? member.Key));

    public override JsonNode ToJson() => members.DeepClone();

    internal override CelValue? Find(CelValue key)
    {
        if (key is not CelString name)
        {
            return key is CelError ? key : CelError.NoSuchOverload;
        }

        var property = isMap ? name.Value : FieldNames.Unescape(name.Value);
        if (property is null || !members.TryGetPropertyValue(property, out var node) || (node is null && !isMap))
        {
            return null;
        }

        return PlaceOf(property) is { } place ? SchemaValues.Of(node, place) : null;
    }

    internal override CelValue EqualTo(CelValue other)
    {
        if (other is not CelMap that)
        {
            return CelError.NoSuchOverload;
        }

        if (that.Count != Count)
        {
            return CelBool.False;
        }

        foreach (var (property, node) in members)
        {
            var equal = PlaceOf(property) is null
                ? UnknownEqual(property, node, that)
                : KnownEqual(property, that);
            if (equal is not CelBool { Value: true })
            {
                return equal;
            }
        }

        return CelBool.True;
    }

    private static SchemaNode Custom(string schema) =>
        Fairway.Schema.Custom.CustomSchemaReader.Read(JsonNode.Parse(schema)!.AsObject());

    private CelValue KnownEqual(string property, CelMap that)
    {
        var name = new CelString(isMap ? property : FieldNames.Escape(property) ?? property);
        var (mine, theirs) = (Find(name), that.Find(name));
        return mine is null || theirs is null
            ? CelBool.Of(mine is null && theirs is null)
            : mine.EqualTo(theirs);
    }

    private static CelValue UnknownEqual(string property, JsonNode? node, CelMap that) =>
        that is not SchemaObject other ? CelError.NoSuchOverload
        : CelBool.Of(!other.TryGet(property, out var theirs) || JsonNode.DeepEquals(node, theirs));

    private bool TryGet(string property, out JsonNode? node) => members.TryGetPropertyValue(property, out node);

    private SchemaNode? PlaceOf(string property) =>
        isMap ? schema.Items
        : isWhole && property == "metadata" ? Metadata
        : isWhole && property is "apiVersion" or "kind" ? Text
        : schema.Properties.GetValueOrDefault(property);
}
