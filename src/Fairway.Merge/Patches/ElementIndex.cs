using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.Merge.Patches;

/// <summary>
/// Finds elements of a list by merge key, or by value where there is no key. Few are looked through; many are looked
/// up, so that a patch of thousands of elements does not take millions of comparisons.
/// </summary>
internal sealed class ElementIndex
{
    private const int Few = 16;

    private readonly List<JsonNode?> elements;
    private readonly string? key;
    private Dictionary<string, int>? firsts;

    public ElementIndex(IEnumerable<JsonNode?> elements, string? key)
    {
        this.elements = [.. elements];
        this.key = key;
    }

    /// <summary>Where the first such element stands; -1 for none.</summary>
    public int Find(JsonNode? element)
    {
        var sought = Identity(element);
        if (elements.Count > Few)
        {
            return (firsts ??= Lookup()).TryGetValue(CanonicalJson.Text(sought), out var index) ? index : -1;
        }

        for (var i = 0; i < elements.Count; i++)
        {
            if (JsonNode.DeepEquals(sought, Identity(elements[i])))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Adds an element at the end.</summary>
    public void Add(JsonNode? element)
    {
        elements.Add(element);
        firsts?.TryAdd(CanonicalJson.Text(Identity(element)), elements.Count - 1);
    }

    private JsonNode? Identity(JsonNode? element) => key is null ? element : (element as JsonObject)?[key];

    private Dictionary<string, int> Lookup()
    {
        var lookup = new Dictionary<string, int>(elements.Count, StringComparer.Ordinal);
        for (var i = 0; i < elements.Count; i++)
        {
            lookup.TryAdd(CanonicalJson.Text(Identity(elements[i])), i);
        }

        return lookup;
    }
}
