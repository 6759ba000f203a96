using System.Text.Json.Nodes;

namespace Fairway.Conformance.Merging;

/// <summary>One place of a kind that a drawn story may set, change and take away.</summary>
/// <param name="Steps">The way from the root; <c>list[key=name]</c> is an element.</param>
/// <param name="Values">What may stand there; of an element, its members beside the key.</param>
/// <param name="Always">Whether it must be there.</param>
internal sealed record MergeFeature(string[] Steps, IReadOnlyList<JsonNode> Values, bool Always)
{
    public void Set(JsonObject root, JsonNode value)
    {
        JsonNode at = root;
        foreach (var step in Steps[..^1])
        {
            at = Below(at, step);
        }

        if (Element(Steps[^1]) is { } element)
        {
            var held = (JsonObject)Below(at, Steps[^1]);
            foreach (var (name, _) in held.ToList())
            {
                if (name != element.Key)
                {
                    held.Remove(name);
                }
            }

            foreach (var (name, member) in (JsonObject)value)
            {
                held[name] = member?.DeepClone();
            }
        }
        else
        {
            at[Steps[^1]] = value.DeepClone();
        }
    }

    /// <summary>Takes it away, and nothing else.</summary>
    public void Remove(JsonObject root)
    {
        JsonNode? at = root;
        foreach (var step in Steps[..^1])
        {
            at = Find(at, step);
        }

        if (Element(Steps[^1]) is { } element && at?[element.List] is JsonArray list)
        {
            list.Remove(Find(at, Steps[^1]));
        }
        else
        {
            (at as JsonObject)?.Remove(Steps[^1]);
        }
    }

    private static JsonNode Below(JsonNode at, string step)
    {
        if (Find(at, step) is { } found)
        {
            return found;
        }

        if (Element(step) is not { } element)
        {
            return at[step] = new JsonObject();
        }

        var list = at[element.List] as JsonArray ?? [];
        at[element.List] ??= list;
        JsonNode key = int.TryParse(element.Name, out var number) ? number : element.Name;
        var made = new JsonObject { [element.Key] = key };
        list.Add(made);
        return made;
    }

    private static JsonNode? Find(JsonNode? at, string step) => Element(step) is { } element
        ? (at?[element.List] as JsonArray)?.FirstOrDefault(item => item![element.Key]!.ToString() == element.Name)
        : at?[step];

    private static (string List, string Key, string Name)? Element(string step)
    {
        var open = step.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return null;
        }

        var parts = step[(open + 1)..^1].Split('=');
        return (step[..open], parts[0], parts[1]);
    }
}
