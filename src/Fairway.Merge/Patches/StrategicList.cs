using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;
using Fairway.Schema;

namespace Fairway.Merge.Patches;

/// <summary>
/// Lists under strategic merge patch. Elements of the original are moved, not copied: the caller owns it and gives it
/// up.
/// </summary>
internal static class StrategicList
{
    /// <summary>Merges a patch into a list by merge key, or as a set where elements are scalars.</summary>
    public static JsonArray Merge(JsonArray original, JsonArray patch, SchemaNode list)
    {
        var serverOrder = Detach(original);
        var key = CheckElements(serverOrder, patch, list);
        var named = patch.ToList();
        if (key is not null)
        {
            named = ObeyDirectives(serverOrder, patch, key, out var replaced);
            serverOrder = replaced ?? serverOrder;
        }

        var merged = key is null ? Union(serverOrder, named) : MergeElements(serverOrder, named, key, list.Items);
        return Order(merged, named, serverOrder, key);
    }

    /// <summary>Merges, where there are two lists to merge, and then enforces the order that the patch gives.</summary>
    public static JsonArray MergeInOrder(JsonArray? original, JsonArray? patch, JsonArray order, SchemaNode? list)
    {
        var serverOrder = original?.Select(e => e?.DeepClone()).ToList() ?? [];
        JsonArray merged;
        if (original is null)
        {
            StrategicDirectives.TryAdopt(patch, out var adopted);
            merged = (JsonArray)adopted!;
        }
        else if (patch is null)
        {
            merged = original;
        }
        else if (list?.PatchStrategy?.Contains("merge", StringComparison.Ordinal) == true)
        {
            merged = Merge(original, patch, list);
        }
        else
        {
            StrategicDirectives.TryAdopt(patch, out var adopted);
            merged = (JsonArray)adopted!;
        }

        var elements = Detach(merged);
        if (elements.Count == 0)
        {
            return [];
        }

        var key = elements[0] is JsonObject ? RequireKey(list) : null;
        return Order(elements, order.ToList(), serverOrder, key);
    }

    /// <summary>Checks that what the patch lists comes in the order that it asks for.</summary>
    public static void CheckOrder(JsonArray? patch, JsonArray order, string? key)
    {
        if (patch is not { Count: > 0 } || order.Count == 0)
        {
            return;
        }

        var position = 0;
        foreach (var element in patch)
        {
            if (element is JsonObject map && map.ContainsKey(StrategicDirectives.Patch))
            {
                continue;
            }

            while (position < order.Count && !SameElement(element, order[position], key))
            {
                position++;
            }

            if (position++ >= order.Count)
            {
                throw PatchException.Internal($"The order in patch list:\n{GoText.Value(patch)}\n doesn't match "
                    + $"{StrategicDirectives.SetElementOrder} list:\n{GoText.Value(order)}\n");
            }
        }
    }

    private static List<JsonNode?> ObeyDirectives(
        List<JsonNode?> original, JsonArray patch, string key, out List<JsonNode?>? replaced)
    {
        replaced = null;
        var replace = false;
        var deleted = new ElementIndex([], key);
        var named = new List<JsonNode?>(patch.Count);
        foreach (var element in patch)
        {
            var map = (JsonObject)element!;
            if (!StrategicDirectives.TryGet(map, out var directive))
            {
                named.Add(element);
            }
            else if (StrategicDirectives.Is(directive, "delete"))
            {
                RequireValue(map, key);
                deleted.Add(map);
            }
            else if (StrategicDirectives.Is(directive, "replace"))
            {
                replace = true;
            }
            else if (StrategicDirectives.Is(directive, "merge"))
            {
                throw PatchException.Internal("merging lists cannot yet be specified in the patch");
            }
            else
            {
                throw StrategicMergePatch.UnknownDirective(directive, map);
            }
        }

        original.RemoveAll(e => deleted.Find(RequireMap(e)) >= 0);
        if (!replace)
        {
            return named;
        }

        replaced = named.Select(e => (JsonNode?)StrategicDirectives.AdoptMembers((JsonObject)e!)).ToList();
        return [];
    }

    private static List<JsonNode?> MergeElements(
        List<JsonNode?> original,
        List<JsonNode?> patch,
        string key,
        SchemaNode? element)
    {
        var merged = new List<JsonNode?>(original);
        var known = new ElementIndex(original, key);
        foreach (var node in patch)
        {
            var map = (JsonObject)node!;
            RequireValue(map, key);
            var index = known.Find(map);
            if (index < 0)
            {
                merged.Add(StrategicDirectives.AdoptMembers(map));
                known.Add(map);
                continue;
            }

            merged[index] = StrategicMergePatch.Merge((JsonObject)merged[index]!, map, element);
        }

        return merged;
    }

    private static List<JsonNode?> Union(List<JsonNode?> original, List<JsonNode?> patch)
    {
        var merged = new List<JsonNode?>(original.Count + patch.Count);
        var known = new ElementIndex([], null);
        foreach (var element in original.Concat(patch))
        {
            if (known.Find(element) < 0)
            {
                merged.Add(element?.Parent is null ? element : element.DeepClone());
                known.Add(element);
            }
        }

        return merged;
    }

    /// <summary>
    /// Puts what the patch names in the order of the patch, and weaves the rest in where the server had it.
    /// </summary>
    private static JsonArray Order(
        List<JsonNode?> merged,
        List<JsonNode?> patchOrder,
        List<JsonNode?> serverOrder,
        string? key)
    {
        if (key is not null)
        {
            foreach (var element in merged.Concat(patchOrder))
            {
                RequireValue(RequireMap(element), key);
            }
        }

        var asked = new ElementIndex(patchOrder, key);
        var had = new ElementIndex(serverOrder, key);
        var named = new List<(int Rank, JsonNode? Element)>(merged.Count);
        var others = new List<(int Rank, JsonNode? Element)>(merged.Count);
        foreach (var element in merged)
        {
            var rank = asked.Find(element);
            (rank >= 0 ? named : others).Add((Last(rank >= 0 ? rank : had.Find(element)), element));
        }

        var result = new JsonArray();
        var left = new Queue<(int Rank, JsonNode? Element)>(others.OrderBy(e => e.Rank));
        foreach (var (_, element) in named.OrderBy(e => e.Rank))
        {
            var place = had.Find(element);
            while (left.TryPeek(out var other) && other.Rank < place)
            {
                result.Add(left.Dequeue().Element);
            }

            result.Add(element);
        }

        foreach (var (_, element) in left)
        {
            result.Add(element);
        }

        return result;
    }

    /// <summary>What is not found comes last.</summary>
    private static int Last(int index) => index >= 0 ? index : int.MaxValue;

    private static List<JsonNode?> Detach(JsonArray list)
    {
        var elements = list.ToList();
        list.Clear();
        return elements;
    }

    /// <summary>Checks that all elements are of one kind, and returns the merge key where they are objects.</summary>
    private static string? CheckElements(List<JsonNode?> original, JsonArray patch, SchemaNode list)
    {
        JsonNode? first = null;
        foreach (var element in original.Concat(patch))
        {
            first ??= element;
            if (element is JsonArray)
            {
                throw PatchException.Unprocessable("lists of lists are not supported");
            }

            if (element is null || element is JsonObject != first is JsonObject
                || Normal(element.GetValueKind()) != Normal(first!.GetValueKind()))
            {
                throw PatchException.Internal("list element types are not identical: "
                    + $"[[{string.Join(' ', original.Select(GoText.Value))}] {GoText.Value(patch)}]");
            }
        }

        return first is JsonObject ? RequireKey(list) : null;
    }

    private static JsonValueKind Normal(JsonValueKind kind) => kind == JsonValueKind.False ? JsonValueKind.True : kind;

    private static string RequireKey(SchemaNode? list) => list?.PatchMergeKey
        ?? throw PatchException.Internal("cannot merge lists without merge key for struct");

    private static JsonObject RequireMap(JsonNode? element) =>
        element as JsonObject
        ?? throw PatchException.Internal(
            $"expected a map[string]interface {{}}, but received a {GoText.Type(element)}");

    private static void RequireValue(JsonObject map, string key)
    {
        if (!map.ContainsKey(key))
        {
            throw PatchException.Internal($"map: {GoText.Value(map)} does not contain declared merge key: {key}");
        }
    }

    private static bool SameElement(JsonNode? left, JsonNode? right, string? key)
    {
        if (key is null)
        {
            return JsonNode.DeepEquals(left, right);
        }

        var a = RequireMap(left);
        var b = RequireMap(right);
        RequireValue(a, key);
        RequireValue(b, key);
        return JsonNode.DeepEquals(a[key], b[key]);
    }
}
