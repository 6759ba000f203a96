using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>Changes of places that hold one of several alternatives, which an apply cannot carry.</summary>
internal static class Alternatives
{
    /// <summary>The JSON patch that puts the wanted alternatives there; null where applies can do it.</summary>
    public static JsonArray? Replacing(
        JsonObject live,
        JsonObject body,
        ImmutableArray<FieldPath> removals,
        SchemaNode? schema)
    {
        var owners = new LiveOwners(live);
        var operations = new JsonArray();
        foreach (var place in removals.Where(path => IsAlternative(path, schema) && Stays(path, owners))
            .Select(path => FieldPath.Of(path.Elements.AsSpan()[..^1])).Distinct())
        {
            if (PathWalk.Pointer(live, place, schema) is { } pointer
                && PathWalk.Find(body, place, schema)?.DeepClone() is { } value)
            {
                operations.Add(new JsonObject { ["op"] = "replace", ["path"] = pointer, ["value"] = value });
            }
        }

        return Guarded(operations, live);
    }

    /// <summary>The operations after a test of the version that they were made for; null where there are
    /// none.</summary>
    public static JsonArray? Guarded(JsonArray operations, JsonObject item)
    {
        if (operations.Count == 0)
        {
            return null;
        }

        if (item["metadata"]?["resourceVersion"]?.DeepClone() is { } version)
        {
            operations.Insert(
                0,
                new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = version });
        }

        return operations;
    }

    /// <summary>True where an apply that does not name the place leaves it there.</summary>
    private static bool Stays(FieldPath path, LiveOwners owners) =>
        owners.OthersOwn(path.Elements) || !owners.WeOwn(path.Elements);

    private static bool IsAlternative(FieldPath path, SchemaNode? schema)
    {
        var around = new Surroundings(schema, null);
        var elements = path.Elements;
        foreach (var step in elements[..^1])
        {
            around = around.Below(step);
        }

        return around.IsUnion && elements[^1].Kind == PathKind.Field;
    }
}
