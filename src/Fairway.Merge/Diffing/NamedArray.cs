using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>A list that merges, with a name for each element and each name once.</summary>
internal sealed class NamedArray
{
    private readonly Dictionary<PathElement, JsonNode> byName;

    private NamedArray(List<PathElement> names, Dictionary<PathElement, JsonNode> byName)
    {
        Names = names;
        this.byName = byName;
    }

    /// <summary>The names, in the list's order.</summary>
    public IReadOnlyList<PathElement> Names { get; }

    /// <summary>The list by its names; null where it does not merge, or an element has no name of its own.</summary>
    public static NamedArray? TryOf(JsonArray list, SchemaNode? schema) => TryOf(list, schema, out _);

    /// <summary>The same, and says the name that two elements have.</summary>
    public static NamedArray? TryOf(JsonArray list, SchemaNode? schema, out PathElement? twice)
    {
        twice = null;
        if (!ListKeys.Merges(schema))
        {
            return null;
        }

        var names = new List<PathElement>(list.Count);
        var byName = new Dictionary<PathElement, JsonNode>(list.Count);
        foreach (var element in list)
        {
            if (ListKeys.TryName(schema!, element, out var name) is not null)
            {
                return null;
            }

            if (!byName.TryAdd(name, element!))
            {
                twice = name;
                return null;
            }

            names.Add(name);
        }

        return new(names, byName);
    }

    /// <summary>The element of a name, or null.</summary>
    public JsonNode? Find(PathElement name) => byName.GetValueOrDefault(name);
}
