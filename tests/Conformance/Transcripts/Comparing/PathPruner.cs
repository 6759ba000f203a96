using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>Reduces a body to the paths that count.</summary>
internal static class PathPruner
{
    /// <summary>A copy that has only what the paths select, and the structure around it.</summary>
    public static JsonNode? Keep(JsonNode? node, IReadOnlyList<IReadOnlyList<PathSegment>> paths)
    {
        if (paths.Any(path => path.Count == 0))
        {
            return node?.DeepClone();
        }

        return node switch
        {
            JsonObject fields => KeepFields(fields, paths),
            JsonArray list => KeepElements(list, paths),
            _ => null,
        };
    }

    /// <summary>Removes in place what the path selects; an element given by its index becomes null.</summary>
    public static void Drop(JsonNode? node, IReadOnlyList<PathSegment> path)
    {
        var (segment, rest) = (path[0], path.Skip(1).ToList());
        foreach (var (parent, key) in Targets(node, segment).ToList())
        {
            if (rest.Count > 0)
            {
                Drop(Child(parent, key), rest);
            }
            else if (parent is JsonObject fields)
            {
                fields.Remove((string)key);
            }
            else
            {
                parent[(int)key] = null;
            }
        }
    }

    private static JsonObject KeepFields(JsonObject fields, IReadOnlyList<IReadOnlyList<PathSegment>> paths)
    {
        var kept = new JsonObject();
        foreach (var (key, value) in fields)
        {
            var direct = paths
                .Where(path => path[0].Where is null && (path[0].IsEvery || path[0].Key == key))
                .Select(Rest)
                .ToList();
            var filtered = paths.Where(path => path[0].Where is not null && path[0].Key == key).ToList();
            if (filtered.Count > 0 && direct.Count == 0 && value is JsonArray list)
            {
                kept[key] = KeepSelected(list, filtered);
            }
            else if (direct.Count > 0 && (value is JsonObject or JsonArray || direct.Any(path => path.Count == 0)))
            {
                kept[key] = Keep(value, direct);
            }
        }

        return kept;
    }

    private static JsonArray KeepSelected(JsonArray list, IReadOnlyList<IReadOnlyList<PathSegment>> paths)
    {
        var kept = new JsonArray();
        foreach (var element in list)
        {
            var selecting = paths.Where(path => path[0].Selects(element)).Select(Rest).ToList();
            if (selecting.Count > 0)
            {
                kept.Add(Keep(element, selecting));
            }
        }

        return kept;
    }

    private static JsonArray KeepElements(JsonArray list, IReadOnlyList<IReadOnlyList<PathSegment>> paths)
    {
        var length = paths.Any(path => path[0].IsEvery)
            ? list.Count
            : Math.Min(list.Count, paths.Max(path => path[0].Index ?? -1) + 1);
        var kept = new JsonArray();
        for (var index = 0; index < length; index++)
        {
            var here = paths.Where(path => path[0].IsEvery || path[0].Index == index).Select(Rest).ToList();
            kept.Add(here.Count > 0 ? Keep(list[index], here) : null);
        }

        return kept;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Targets(JsonNode? node, PathSegment segment)
    {
        if (node is JsonObject fields)
        {
            var keys =
                segment.IsEvery ? fields.Select(field => field.Key)
                : fields.ContainsKey(segment.Key) ? [segment.Key]
                : [];
            return segment.Where is null
                ? keys.Select(key => ((JsonNode)fields, (object)key))
                : Elements(fields[segment.Key] as JsonArray, segment.Selects);
        }

        return Elements(node as JsonArray, null).Where(target => segment.IsEvery || segment.Index == (int)target.Key);
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Elements(
        JsonArray? list,
        Func<JsonNode?, bool>? selects
    ) =>
        Enumerable
            .Range(0, list?.Count ?? 0)
            .Where(index => selects is null || selects(list![index]))
            .Select(index => ((JsonNode)list!, (object)index));

    private static JsonNode? Child(JsonNode parent, object key) =>
        parent is JsonObject fields ? fields[(string)key] : parent[(int)key];

    private static IReadOnlyList<PathSegment> Rest(IReadOnlyList<PathSegment> path) => [.. path.Skip(1)];
}
