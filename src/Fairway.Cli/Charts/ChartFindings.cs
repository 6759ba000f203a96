using System.Text.Json.Nodes;
using Fairway.Charts;

namespace Fairway.Cli.Charts;

/// <summary>What is wrong with objects that a chart makes, or is likely to be.</summary>
internal static class ChartFindings
{
    private static readonly string[] Kind = ["apiVersion", "kind"];

    /// <summary>Errors first come first: by object, then what was strange about values.</summary>
    public static IEnumerable<ChartFinding> Of(RenderedChart rendered)
    {
        var seen = new Dictionary<string, RenderedObject>(StringComparer.Ordinal);
        foreach (var item in rendered.Objects.Concat(rendered.Hooks.Select(hook => hook.Rendered)))
        {
            foreach (var missing in Kind.Where(key => Text(item.Object[key]).Length == 0))
            {
                yield return new ChartFinding(true, item, $"{missing} is missing");
            }

            if (item.Object["items"] is not JsonArray && Text(item.Object["metadata"]?["name"]).Length == 0)
            {
                yield return new ChartFinding(true, item, "metadata.name is missing");
                continue;
            }

            var key = string.Join('/', Kind.Select(name => Text(item.Object[name])))
                + $"/{Text(item.Object["metadata"]?["namespace"])}/{Text(item.Object["metadata"]?["name"])}";
            if (!seen.TryAdd(key, item))
            {
                var other = seen[key];
                yield return new ChartFinding(
                    true, item, $"{key} is there twice: it is in {other.Template}, line {other.Line}, too");
            }
        }

        foreach (var warning in rendered.Warnings)
        {
            yield return new ChartFinding(false, null, warning);
        }
    }

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>One thing.</summary>
/// <param name="IsError">The chart cannot be installed so.</param>
/// <param name="Item">The object; null if it is about values.</param>
/// <param name="What">One sentence.</param>
internal sealed record ChartFinding(bool IsError, RenderedObject? Item, string What)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsError ? "error" : "warning")}: {(Item is null ? "" : $"{Item.Template}, line {Item.Line}: ")}{What}";
}
