using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Merge.Patches;

/// <summary>The members of a strategic merge patch that say how to merge rather than what.</summary>
internal static class StrategicDirectives
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string SetElementOrder = "$setElementOrder";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";

    /// <summary>The directive of an object, <c>replace</c>, <c>delete</c> or <c>merge</c>, or else null.</summary>
    public static bool TryGet(JsonObject patch, out JsonNode? directive) =>
        patch.TryGetPropertyValue(Patch, out directive);

    /// <summary>True where the node is the given word.</summary>
    public static bool Is(JsonNode? directive, string word) =>
        directive?.GetValueKind() == JsonValueKind.String && directive.GetValue<string>() == word;

    /// <summary>True for members that name a field after a slash.</summary>
    public static bool IsParallel(string name) =>
        name.StartsWith(SetElementOrder, StringComparison.Ordinal)
        || name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal);

    /// <summary>The field that <c>$setElementOrder/finalizers</c> speaks of.</summary>
    /// <exception cref="PatchException">BadRequest where it names none.</exception>
    public static string Field(string name, string directive)
    {
        if (name.Length > directive.Length && name[directive.Length] == '/')
        {
            return name[(directive.Length + 1)..];
        }

        throw PatchException.BadRequest(directive == SetElementOrder
            ? "invalid patch format of setElementOrder list"
            : "invalid patch format of primitive list");
    }

    /// <summary>
    /// A copy of a value that has nothing to merge with: without nulls, without directives. False where the value is
    /// itself no more than a directive, and nothing is to be kept.
    /// </summary>
    public static bool TryAdopt(JsonNode? value, out JsonNode? adopted)
    {
        adopted = null;
        switch (value)
        {
            case JsonObject map when map.ContainsKey(Patch):
                return false;
            case JsonObject map:
                adopted = AdoptMembers(map);
                return true;
            case JsonArray list:
                var elements = new JsonArray();
                foreach (var element in list)
                {
                    if (TryAdopt(element, out var kept))
                    {
                        elements.Add(kept);
                    }
                }

                adopted = elements;
                return true;
            default:
                adopted = value?.DeepClone();
                return true;
        }
    }

    /// <summary>A copy of an object's members without nulls and directives, its own directive included.</summary>
    public static JsonObject AdoptMembers(JsonObject map)
    {
        var members = new JsonObject();
        foreach (var (name, value) in map)
        {
            if (value is not null
                && name is not (Patch or RetainKeys)
                && !IsParallel(name)
                && TryAdopt(value, out var kept))
            {
                members[name] = kept;
            }
        }

        return members;
    }

    /// <summary>Removes from the original what <c>$retainKeys</c> of the patch does not list.</summary>
    /// <exception cref="PatchException">
    /// BadRequest where it is no list, or the patch sets what it does not list.
    /// </exception>
    public static void Retain(JsonObject original, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(RetainKeys, out var directive))
        {
            return;
        }

        var format = PatchException.BadRequest("invalid patch format of retainKeys");
        var keys = directive as JsonArray ?? throw format;
        var retained = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (key?.GetValueKind() == JsonValueKind.String)
            {
                retained.Add(key.GetValue<string>());
            }
        }

        foreach (var (name, value) in patch)
        {
            if (value is not null && name != RetainKeys && !IsParallel(name) && !retained.Contains(name))
            {
                throw format;
            }
        }

        foreach (var name in original.Select(p => p.Key).Where(k => !retained.Contains(k)).ToList())
        {
            original.Remove(name);
        }
    }
}
