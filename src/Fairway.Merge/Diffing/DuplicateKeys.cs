using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>
/// Finds elements of one name in a list that merges. Servers take them in a plain write and lose one of them in a
/// merge.
/// </summary>
internal static class DuplicateKeys
{
    /// <summary>A sentence for each list that has some, in the order of the object.</summary>
    public static IReadOnlyList<string> In(JsonNode configuration, SchemaNode? schema)
    {
        var problems = new List<string>();
        if (schema is not null)
        {
            Visit(configuration, schema, [], problems);
        }

        return problems;
    }

    private static void Visit(JsonNode? node, SchemaNode? schema, List<PathElement> path, List<string> problems)
    {
        if (node is JsonObject map && schema is not null)
        {
            foreach (var (name, value) in map)
            {
                if (value is JsonObject or JsonArray)
                {
                    path.Add(PathElement.Field(name));
                    Visit(value, FieldShapes.Member(schema, name), path, problems);
                    path.RemoveAt(path.Count - 1);
                }
            }
        }
        else if (node is JsonArray list && ListKeys.Merges(schema))
        {
            var names = NamedArray.TryOf(list, schema, out var twice);
            if (twice is { } name)
            {
                var places = Enumerable.Range(0, list.Count).Where(at => Has(list[at], schema!, name)).Take(2).ToList();
                problems.Add(
                    $"{FieldPath.Of([.. path, name])} is there twice, as the elements {places[0]} and {places[1]} of "
                    + "the list (the first is 0): give each element a name of its own.");
            }

            foreach (var element in names?.Names ?? [])
            {
                path.Add(element);
                Visit(names!.Find(element), schema!.Items, path, problems);
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    private static bool Has(JsonNode? element, SchemaNode schema, PathElement name) =>
        ListKeys.TryName(schema, element, out var own) is null && own == name;
}
