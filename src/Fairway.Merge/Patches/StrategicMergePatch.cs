using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;
using Fairway.Schema;

namespace Fairway.Merge.Patches;

/// <summary>
/// Strategic merge patch: a merge patch that knows from the schema which lists merge, and by which key, and that
/// carries directives (<c>$patch</c>, <c>$retainKeys</c>, <c>$setElementOrder/f</c>,
/// <c>$deleteFromPrimitiveList/f</c>).
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>A patch as the refusals of API servers show it, in Go's way of printing.</summary>
    public static string Shown(JsonNode? patch) => GoText.Value(patch);

    /// <summary>
    /// The target with the patch merged in. Neither argument is changed, and the result shares no node with them.
    /// </summary>
    /// <remarks>
    /// Order of a merged list: elements that the patch (or <c>$setElementOrder</c>) names come in its order; the others
    /// keep theirs, and each is placed before the first named one that it preceded in the target.
    /// </remarks>
    /// <exception cref="PatchException">
    /// BadRequest where the patch or a directive is malformed; Unprocessable for lists of lists; Internal (500, as API
    /// servers answer) where an element lacks its merge key, or a directive is not known.
    /// </exception>
    public static JsonObject Apply(JsonObject target, JsonNode? patch, SchemaNode schema)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(schema);
        var result = (JsonObject)target.DeepClone();
        return patch switch
        {
            null => result,
            JsonObject members => Merge(result, members, schema),
            _ => throw PatchException.BadRequest(
                $"json: cannot unmarshal {GoText.Kind(patch)} into Go value of type map[string]interface {{}}"),
        };
    }

    /// <summary>
    /// Merges into the original, which the caller owns and which may be what is returned; the patch is only read.
    /// </summary>
    internal static JsonObject Merge(JsonObject original, JsonObject patch, SchemaNode? schema)
    {
        if (StrategicDirectives.TryGet(patch, out var directive))
        {
            return StrategicDirectives.Is(directive, "replace") ? StrategicDirectives.AdoptMembers(patch)
                : StrategicDirectives.Is(directive, "delete") ? []
                : throw UnknownDirective(directive, patch);
        }

        StrategicDirectives.Retain(original, patch);
        var done = MergeOrderedLists(original, patch, schema);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(StrategicDirectives.DeleteFromPrimitiveList, StringComparison.Ordinal))
            {
                var field = StrategicDirectives.Field(name, StrategicDirectives.DeleteFromPrimitiveList);
                DeleteFromList(original, field, value);
            }
        }

        foreach (var (name, value) in patch)
        {
            if (name != StrategicDirectives.RetainKeys
                && !StrategicDirectives.IsParallel(name)
                && done?.Contains(name) != true)
            {
                MergeMember(original, name, value, schema);
            }
        }

        return original;
    }

    internal static PatchException UnknownDirective(JsonNode? directive, JsonObject patch) =>
        PatchException.Internal($"unknown patch type: {GoText.Value(directive)} in map: {GoText.Value(patch)}");

    private static void MergeMember(JsonObject original, string name, JsonNode? value, SchemaNode? schema)
    {
        if (value is null)
        {
            original.Remove(name);
            return;
        }

        original.TryGetPropertyValue(name, out var old);
        switch (old, value)
        {
            case (JsonObject oldMap, JsonObject map)
                when Lookup(schema, name) is var child && Strategy(child) != "replace":
                var merged = Merge(oldMap, map, child);
                if (!ReferenceEquals(merged, oldMap))
                {
                    original[name] = merged;
                }

                break;
            case (JsonArray oldList, JsonArray list)
                when Lookup(schema, name) is { } child && Strategy(child) == "merge":
                original[name] = StrategicList.Merge(oldList, list, child);
                break;
            case var _ when StrategicDirectives.TryAdopt(value, out var adopted):
                original[name] = adopted;
                break;
            default:
                original.Remove(name);
                break;
        }
    }

    private static List<string>? MergeOrderedLists(JsonObject original, JsonObject patch, SchemaNode? schema)
    {
        List<string>? done = null;
        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith(StrategicDirectives.SetElementOrder, StringComparison.Ordinal))
            {
                continue;
            }

            var order = List(value);
            var field = StrategicDirectives.Field(name, StrategicDirectives.SetElementOrder);
            var oldList = original.TryGetPropertyValue(field, out var old) ? List(old) : null;
            var patchList = patch.TryGetPropertyValue(field, out var given) ? List(given) : null;
            var child = Lookup(schema, field);
            StrategicList.CheckOrder(patchList, order, child?.PatchMergeKey);
            if (oldList is null && patchList is null)
            {
                continue;
            }

            original[field] = StrategicList.MergeInOrder(oldList, patchList, order, child);
            (done ??= []).Add(field);
        }

        return done;
    }

    private static void DeleteFromList(JsonObject original, string field, JsonNode? values)
    {
        if (values is JsonArray deleted && original[field] is JsonArray list)
        {
            var known = new ElementIndex(deleted, null);
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (known.Find(list[i]) >= 0)
                {
                    list.RemoveAt(i);
                }
            }
        }
    }

    private static JsonArray List(JsonNode? node) => node as JsonArray
        ?? throw PatchException.Internal($"expected a []interface {{}}, but received a {GoText.Type(node)}");

    private static SchemaNode? Lookup(SchemaNode? schema, string name)
    {
        switch (schema?.Type)
        {
            case SchemaType.Object:
                return schema.Properties.TryGetValue(name, out var child)
                    ? child
                    : throw PatchException.Internal(
                        $"unable to find api field in struct {ShortName(schema)} for the json field \"{name}\"");
            case SchemaType.Map:
                return schema.Items;
            default:
                return null;
        }
    }

    private static string ShortName(SchemaNode schema) =>
        schema.Name is { } name ? name[(name.LastIndexOf('.') + 1)..] : "";

    /// <summary>The strategy beside retainKeys, which needs no mark to be obeyed.</summary>
    private static string? Strategy(SchemaNode? schema) => schema?.PatchStrategy switch
    {
        "retainKeys" => null,
        "merge,retainKeys" or "retainKeys,merge" => "merge",
        "replace,retainKeys" or "retainKeys,replace" => "replace",
        var strategy => strategy,
    };
}
