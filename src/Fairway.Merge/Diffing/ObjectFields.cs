using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>Looks at single fields of objects.</summary>
public static class ObjectFields
{
    /// <summary>What is at a path; null where nothing is.</summary>
    /// <param name="item">The object; null for none.</param>
    /// <param name="path">The path.</param>
    /// <param name="schema">By which elements of lists are named; null where the kind has none.</param>
    public static JsonNode? Find(JsonObject? item, FieldPath path, SchemaNode? schema) =>
        PathWalk.Find(item, path, schema);

    /// <summary>The path as a JSON pointer into this object; null where nothing is there.</summary>
    public static string? Pointer(JsonObject item, FieldPath path, SchemaNode? schema) =>
        PathWalk.Pointer(item, path, schema);

    /// <summary>The field managers that own the field or something in it, in the order of their names; none where the
    /// object does not say.</summary>
    public static IReadOnlyList<string> Owners(JsonObject? live, FieldPath path)
    {
        if (live?["metadata"]?["managedFields"] is not JsonArray entries)
        {
            return [];
        }

        var elements = path.Elements;
        return
        [
            .. entries.OfType<JsonObject>()
                .Where(entry => FieldSet.TryRead(entry["fieldsV1"], out var set) && Holds(set, elements))
                .Select(entry => $"{entry["manager"]}")
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    private static bool Holds(FieldSet set, IReadOnlyList<PathElement> path)
    {
        var at = set;
        foreach (var step in path)
        {
            if (at?.Find(step) is not { } entry)
            {
                return false;
            }

            at = entry.Children;
        }

        return true;
    }
}
