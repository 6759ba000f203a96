using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Values;

namespace Fairway.Components.Planning;

/// <summary>Finds the new name of an object that goes: one of its kind that is made, with nearly the same
/// content.</summary>
internal static class Renames
{
    /// <summary>Of all places that one of the two has, so many of a hundred are to be equal.</summary>
    private const int Alike = 70;

    /// <summary>The most alike object; null where none is alike enough.</summary>
    /// <param name="gone">What goes.</param>
    /// <param name="made">What is made.</param>
    public static ObjectRef? Find(JsonObject gone, IReadOnlyList<JsonObject> made)
    {
        var old = ObjectRef.Of(gone);
        var places = Places(gone, old.Name);
        ObjectRef? found = null;
        var best = Alike - 1;
        foreach (var item in made)
        {
            var reference = ObjectRef.Of(item);
            if (reference.Kind != old.Kind)
            {
                continue;
            }

            var others = Places(item, reference.Name);
            var all = places.Union(others, StringComparer.Ordinal).Count();
            var likeness = all == 0 ? 100 : places.Intersect(others, StringComparer.Ordinal).Count() * 100 / all;
            if (likeness > best)
            {
                (found, best) = (reference, likeness);
            }
        }

        return found;
    }

    /// <summary>Every leaf with its path; the object's own name counts as the same in all of them.</summary>
    private static HashSet<string> Places(JsonObject item, string name)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (member, value) in item)
        {
            if (member is not ("metadata" or "status" or "apiVersion" or "kind"))
            {
                Collect(value, $".{member}");
            }
        }

        return places;

        void Collect(JsonNode? node, string path)
        {
            switch (node)
            {
                case JsonObject map:
                    foreach (var (member, value) in map)
                    {
                        Collect(value, $"{path}.{member}");
                    }

                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        Collect(list[i], $"{path}[{i}]");
                    }

                    break;
                default:
                    places.Add($"{path}={Leaf(node, name)}");
                    break;
            }
        }
    }

    private static string Leaf(JsonNode? node, string name) =>
        node?.GetValueKind() == JsonValueKind.String && name.Length > 0
            ? node.GetValue<string>().Replace(name, "<name>", StringComparison.Ordinal)
            : CanonicalJson.Text(node);
}
