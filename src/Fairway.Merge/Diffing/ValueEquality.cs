using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;
using Fairway.Schema.Decoding;
using Fairway.Schema.Quantities;

namespace Fairway.Merge.Diffing;

/// <summary>
/// Whether two values say the same to the server of a kind: equal quantities, ports as number or text, and for built-in
/// kinds an empty place that the server leaves out.
/// </summary>
/// <param name="isBuiltIn">True where the schema says how empty places are written.</param>
internal sealed class ValueEquality(bool isBuiltIn)
{
    /// <summary>Whether they are the same.</summary>
    public bool Same(JsonNode? left, JsonNode? right, SchemaNode? schema)
    {
        if (left is null || right is null)
        {
            return IsNothing(left, schema) && IsNothing(right, schema);
        }

        return (left, right) switch
        {
            (JsonObject a, JsonObject b) => SameMembers(a, b, schema),
            (JsonArray a, JsonArray b) => SameElements(a, b, schema),
            (JsonValue a, JsonValue b) => SameScalars(a, b, schema),
            _ => false,
        };
    }

    /// <summary>True for what the server would not store.</summary>
    public bool IsNothing(JsonNode? value, SchemaNode? schema)
    {
        if (value is null)
        {
            return true;
        }

        if (!isBuiltIn || schema is null or { Presence: Presence.Nullable or Presence.AlwaysNullable })
        {
            return false;
        }

        return value is JsonObject map && schema.Type == SchemaType.Object
            ? map.All(pair => IsNothing(pair.Value, FieldShapes.Member(schema, pair.Key)))
            : Emptiness.IsEmpty(value);
    }

    private bool SameMembers(JsonObject left, JsonObject right, SchemaNode? schema)
    {
        var isObjectOfItsOwn = schema?.Kind is not null;
        foreach (var (name, value) in left)
        {
            if (!(isObjectOfItsOwn && name == "status")
                && !Same(value, right[name], FieldShapes.Member(schema, name)))
            {
                return false;
            }
        }

        foreach (var (name, value) in right)
        {
            if (!left.ContainsKey(name) && !(isObjectOfItsOwn && name == "status")
                && !IsNothing(value, FieldShapes.Member(schema, name)))
            {
                return false;
            }
        }

        return true;
    }

    private bool SameElements(JsonArray left, JsonArray right, SchemaNode? schema)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        var items = schema?.Type == SchemaType.List ? schema.Items : null;
        if (NamedArray.TryOf(left, schema) is { } a && NamedArray.TryOf(right, schema) is { } b)
        {
            return a.Names.All(name => b.Find(name) is { } other && Same(a.Find(name), other, items));
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!Same(left[i], right[i], items))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameScalars(JsonValue left, JsonValue right, SchemaNode? schema)
    {
        if (JsonNode.DeepEquals(left, right))
        {
            return true;
        }

        return schema?.Type switch
        {
            SchemaType.Quantity => Quantity.TryParse(Text(left), out var a, out _)
                && Quantity.TryParse(Text(right), out var b, out _) && a == b,
            SchemaType.IntOrString => Text(left) == Text(right),
            _ => left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number
                && Number(left) is { } x && x == Number(right),
        };
    }

    private static string Text(JsonValue value) =>
        value.TryGetValue<string>(out var text) ? text : value.ToJsonString();

    private static decimal? Number(JsonValue value) =>
        decimal.TryParse(
            value.ToJsonString(),
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;
}
