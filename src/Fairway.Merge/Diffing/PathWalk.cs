using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
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
}
