using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Bench.Charts.Comparison;

/// <summary>The objects of a manifest by their leaves, so that what differs can be named.</summary>
internal static class ManifestObjects
{
    private const string Separator = "\n---\n# Source: ";

    /// <summary>Each leaf's place and value, in order: the object's number and template, then the path.</summary>
    public static Dictionary<string, string> Leaves(string manifest)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, text) in $"\n{manifest}".Split(Separator).Skip(1).Index())
        {
            var template = text.Split('\n', 2);
            var content = template.Length > 1 ? template[1] : "";
            Add(leaves, $"{index} {template[0]}", YamlReader.Read(content, YamlReadOptions.Lenient));
        }

        return leaves;
    }

    private static void Add(Dictionary<string, string> leaves, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                foreach (var (key, value) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    Add(leaves, $"{path}.{key}", value);
                }

                break;
            case JsonArray { Count: > 0 } list:
                foreach (var (index, value) in list.Index())
                {
                    Add(leaves, $"{path}[{index}]", value);
                }

                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
