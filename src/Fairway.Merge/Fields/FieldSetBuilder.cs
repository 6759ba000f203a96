using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Fields;

/// <summary>
/// Lists the paths of one value. Entries of a level are gathered on a stack, so that each level is one array.
/// </summary>
internal readonly struct FieldSetBuilder
{
    private readonly List<FieldEntry> stack = new(32);

    public FieldSetBuilder()
    {
    }

    public static FieldSet Build(JsonNode? value, SchemaNode? schema) =>
        new FieldSetBuilder().Children(value, schema, out _);

    /// <summary>The paths beneath a place, and whether the place is itself a leaf.</summary>
    private FieldSet Children(JsonNode? value, SchemaNode? schema, out bool leaf)
    {
        var shape = FieldShapes.Of(schema, value, null);
        leaf = shape == FieldShape.Leaf;
        var start = stack.Count;
        if (shape == FieldShape.Members && value is JsonObject map)
        {
            AddMembers(map, schema);
        }
        else if (shape == FieldShape.Elements && value is JsonArray list)
        {
            AddElements(list, schema!);
        }

        var set = FieldSet.FromEntries(CollectionsMarshal.AsSpan(stack)[start..]);
        stack.RemoveRange(start, stack.Count - start);
        return set;
    }

    private void AddMembers(JsonObject map, SchemaNode? schema)
    {
        var undeclared = schema?.Type != SchemaType.Object;
        for (var i = 0; i < map.Count; i++)
        {
            var (name, value) = map.GetAt(i);
            var children = Children(value, FieldShapes.Member(schema, name), out var leaf);
            var member = leaf || undeclared || value is null or JsonObject { Count: 0 };
            if (member || !children.IsEmpty)
            {
                stack.Add(new(PathElement.Field(name), member, children.IsEmpty ? null : children));
            }
        }
    }

    private void AddElements(JsonArray list, SchemaNode schema)
    {
        var seen = new Dictionary<string, int>(list.Count, StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            if (ListKeys.TryName(schema, list[i], out var name) is { } error)
            {
                throw new FieldSetException($"element {i}: {error}");
            }

            if (seen.TryGetValue(name.Text, out var index))
            {
                stack[index] = new(name, true, null);
                continue;
            }

            var children = Children(list[i], schema.Items, out _);
            seen.Add(name.Text, stack.Count);
            stack.Add(new(name, true, children.IsEmpty ? null : children));
        }
    }
}
