using System.Text.Json.Nodes;

namespace Fairway.Conformance.Merging;

/// <summary>An object without what servers and tools write of themselves: what two ways to the same end must have in
/// common.</summary>
internal static class Comparable
{
    private static readonly string[] NotCompared =
    [
        "managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "namespace",
        "kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision",
        "deprecated.daemonset.template.generation", "clusterIP", "clusterIPs", "status",
        "meta.helm.sh/release-name", "meta.helm.sh/release-namespace", "app.kubernetes.io/managed-by",
    ];

    private static readonly string[] Keys =
        ["containerPort", "port", "mountPath", "ip", "topologyKey", "name"];

    /// <summary>Members in order, and elements that are objects in order of their text.</summary>
    public static JsonNode Of(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                var sorted = new JsonObject();
                foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    var kept = NotCompared.Contains(name) ? null : value;
                    if (kept is not null && Of(kept) is not JsonObject { Count: 0 } and var below)
                    {
                        sorted[name] = below;
                    }
                    else if (kept is JsonObject { Count: 0 })
                    {
                        sorted[name] = new JsonObject();
                    }
                }

                return sorted;
            case JsonArray list:
                var elements = list.Select(element => Of(element!)).ToList();
                return new JsonArray(
                [
                    .. elements.All(element => element is JsonObject)
                        ? elements.OrderBy(element => element.ToJsonString(), StringComparer.Ordinal)
                        : elements.AsEnumerable(),
                ]);
            default:
                return node.DeepClone();
        }
    }

    /// <summary>The leaves of an object by path, elements by what names them; an empty place is a leaf.</summary>
    public static SortedDictionary<string, string> Leaves(JsonNode root)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk(Of(root), "", leaves);
        return leaves;
    }

    private static void Walk(JsonNode? node, string path, SortedDictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                foreach (var (name, value) in map)
                {
                    Walk(value, $"{path}/{name}", leaves);
                }

                break;
            case JsonArray list when list.Count > 0 && list.All(element => NameOf(element) is not null):
                foreach (var element in list)
                {
                    Walk(element, $"{path}[{NameOf(element)}]", leaves);
                }

                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }

    private static string? NameOf(JsonNode? element) => element is JsonObject map
        ? Keys.Select(key => map[key]?.ToString()).FirstOrDefault(name => name is not null)
        : null;
}
