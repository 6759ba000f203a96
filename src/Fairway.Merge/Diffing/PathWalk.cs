using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Patches;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>Goes down paths.</summary>
internal static class PathWalk
{
    /// <summary>What a step leads to, null where nothing is there, and its schema.</summary>
    public static (JsonNode? Node, SchemaNode? Schema) Step(JsonNode? node, PathElement step, SchemaNode? schema) =>
        (step.Kind, node) switch
        {
            (PathKind.Field, JsonObject map) => (map[step.Text], FieldShapes.Member(schema, step.Text)),
            (PathKind.Field, _) => (null, FieldShapes.Member(schema, step.Text)),
            (_, JsonArray list) => (IndexOf(list, step, schema) is >= 0 and var i ? list[i] : null, schema?.Items),
            _ => (null, schema?.Items),
        };

    /// <summary>Where an element is in its list, or -1.</summary>
    public static int IndexOf(JsonArray list, PathElement step, SchemaNode? schema)
    {
        if (step.Kind == PathKind.Index)
        {
            return int.TryParse(step.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < list.Count ? index : -1;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (ListKeys.Merges(schema) && ListKeys.TryName(schema!, list[i], out var name) is null && name == step)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What is at a path, or null.</summary>
    public static JsonNode? Find(JsonObject? root, FieldPath path, SchemaNode? schema)
    {
        JsonNode? node = root;
        foreach (var step in path.Elements)
        {
            (node, schema) = Step(node, step, schema);
        }

        return node;
    }

    /// <summary>The path as a JSON pointer into this tree; null where nothing is there.</summary>
    public static string? Pointer(JsonObject root, FieldPath path, SchemaNode? schema)
    {
        JsonNode? node = root;
        var pointer = "";
        foreach (var step in path.Elements)
        {
            pointer += "/" + (node is JsonArray list
                ? IndexOf(list, step, schema).ToString(CultureInfo.InvariantCulture)
                : JsonPointer.Escape(step.Text));
            (node, schema) = Step(node, step, schema);
            if (node is null)
            {
                return null;
            }
        }

        return pointer;
    }
}
