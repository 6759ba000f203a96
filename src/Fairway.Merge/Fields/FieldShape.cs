using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Fields;

/// <summary>What a place is to ownership.</summary>
internal enum FieldShape
{
    /// <summary>One owner: a scalar, or a list or map that is replaced as a whole.</summary>
    Leaf,

    /// <summary>An object or map whose members have owners of their own.</summary>
    Members,

    /// <summary>A list whose elements have owners of their own.</summary>
    Elements,
}

/// <summary>Tells what a place is, by the schema, and by the values where the schema admits anything.</summary>
internal static class FieldShapes
{
    public static FieldShape Of(SchemaNode? schema, JsonNode? left, JsonNode? right)
    {
        switch (schema?.Type)
        {
            case SchemaType.Object or SchemaType.Map:
                return schema.AtomicMap ? FieldShape.Leaf : FieldShape.Members;
            case SchemaType.List:
                return schema.ListType == ListType.Atomic ? FieldShape.Leaf : FieldShape.Elements;
            case null:
                return left is JsonObject || right is JsonObject ? FieldShape.Members : FieldShape.Leaf;
            case SchemaType.Any:
                return !IsAtomicAny(schema) && (left is JsonObject || right is JsonObject)
                    ? FieldShape.Members
                    : FieldShape.Leaf;
            default:
                return FieldShape.Leaf;
        }
    }

    /// <summary>The schema of a member; null where none is declared.</summary>
    public static SchemaNode? Member(SchemaNode? schema, string name) => schema?.Type switch
    {
        SchemaType.Object => schema.Properties.TryGetValue(name, out var child) ? child : null,
        SchemaType.Map => schema.Items,
        _ => null,
    };

    /// <summary>
    /// Raw extensions of built-in kinds have one owner; unknown fields of custom resources have each their own.
    /// </summary>
    private static bool IsAtomicAny(SchemaNode schema) =>
        schema.AtomicMap || schema.Name?.StartsWith("io.k8s.", StringComparison.Ordinal) == true;
}
