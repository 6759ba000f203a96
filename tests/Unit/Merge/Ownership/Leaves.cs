using System.Text.Json.Nodes;

namespace Fairway.Tests.Merge.Ownership;

/// <summary>
/// An oracle that shares no code with what it checks: the leaves of an object of <see cref="Shapes.Kind"/>, by path.
/// </summary>
internal static class Leaves
{
    public static SortedDictionary<string, string> Of(JsonObject item)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in item["metadata"]?["labels"]?.AsObject() ?? [])
        {
            leaves[$".metadata.labels.{name}"] = value!.ToJsonString();
        }

        foreach (var value in item["metadata"]?["finalizers"]?.AsArray() ?? [])
        {
            leaves[$".metadata.finalizers[={value!.ToJsonString()}]"] = value.ToJsonString();
        }

        foreach (var (name, value) in item["spec"]?.AsObject() ?? [])
        {
            if (name is "replicas" or "paused" or "args")
            {
                leaves[$".spec.{name}"] = value!.ToJsonString();
            }
            else if (name == "selector")
            {
                leaves[".spec.selector"] = string.Join(
                    ',',
                    value!.AsObject().Select(p => $"{p.Key}={p.Value}").Order());
            }
            else
            {
                AddElements(leaves, $".spec.{name}", value!.AsArray());
            }
        }

        return leaves;
    }

    private static void AddElements(SortedDictionary<string, string> leaves, string path, JsonArray list)
    {
        foreach (var element in list.Select(e => e!.AsObject()))
        {
            var key = element.ContainsKey("port")
                ? $"port={element["port"]},protocol=\"{element["protocol"]?.GetValue<string>() ?? "TCP"}\""
                : $"name=\"{element["name"]}\"";
            foreach (var (name, value) in element)
            {
                if (name == "env")
                {
                    AddElements(leaves, $"{path}[{key}].env", value!.AsArray());
                }
                else
                {
                    leaves[$"{path}[{key}].{name}"] = value!.ToJsonString();
                }
            }
        }
    }
}
