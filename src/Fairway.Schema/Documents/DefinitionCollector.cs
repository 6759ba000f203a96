using Fairway.Schema.Custom;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>Finds every definition that the documents of some rows need, down to the last.</summary>
internal static class DefinitionCollector
{
    /// <summary>
    /// Definitions by name, in order of their names. A place of anything, a time or a quantity stands for its
    /// definition.
    /// </summary>
    public static SortedDictionary<string, SchemaNode> Collect(IEnumerable<ResourceType> rows)
    {
        var found = new SortedDictionary<string, SchemaNode>(StringComparer.Ordinal);
        Add(found, DefinitionNames.DeleteOptions);
        Add(found, DefinitionNames.Status);
        foreach (var row in rows)
        {
            if (row.Schema is { } schema)
            {
                AddTree(found, DefinitionNames.Of(row), schema);
            }

            if (row.Custom is null)
            {
                Add(found, DefinitionNames.ListOf(row));
            }
            else
            {
                AddTree(found, DefinitionNames.ListOf(row), CustomLists.Of(row));
            }

            foreach (var part in row.Subresources)
            {
                Add(found, DefinitionNames.Of(row, part));
            }
        }

        return found;
    }

    private static void Add(SortedDictionary<string, SchemaNode> found, string name)
    {
        if (BuiltInSchemas.Find(name) is { } definition)
        {
            AddTree(found, name, definition);
        }
    }

    private static void AddTree(SortedDictionary<string, SchemaNode> found, string name, SchemaNode definition)
    {
        if (!found.TryAdd(name, definition))
        {
            return;
        }

        foreach (var place in definition.Properties.Values)
        {
            AddPlace(found, place);
        }
    }

    private static void AddPlace(SortedDictionary<string, SchemaNode> found, SchemaNode place)
    {
        if (place.Name is { } name)
        {
            AddTree(found, name, place.Definition ?? place);
        }
        else if (place.Items is { } element)
        {
            AddPlace(found, element);
        }
        else
        {
            foreach (var inner in place.Properties.Values)
            {
                AddPlace(found, inner);
            }
        }
    }
}
