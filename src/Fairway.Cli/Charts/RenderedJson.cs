using System.Text.Json.Nodes;
using Fairway.Charts;

namespace Fairway.Cli.Charts;

/// <summary>What a chart makes, as JSON for programs: each object with the template and line that it is from.</summary>
internal static class RenderedJson
{
    /// <summary>The tree.</summary>
    public static JsonObject Of(RenderedChart rendered, bool includesCrds) => new()
    {
        ["crds"] = new JsonArray(
            [.. (includesCrds ? rendered.Crds : []).SelectMany(file => file.Objects).Select(Item)]),
        ["objects"] = new JsonArray([.. rendered.Objects.Select(Item)]),
        ["hooks"] = new JsonArray([.. rendered.Hooks.Select(Hook)]),
        ["notes"] = rendered.Notes,
        ["warnings"] = new JsonArray([.. rendered.Warnings.Select(warning => (JsonNode)warning)]),
    };

    private static JsonNode Item(RenderedObject item) => new JsonObject
    {
        ["template"] = item.Template,
        ["document"] = item.Document,
        ["line"] = item.Line,
        ["object"] = item.Object.DeepClone(),
    };

    private static JsonNode Hook(RenderedHook hook)
    {
        var item = Item(hook.Rendered);
        item["events"] = new JsonArray([.. hook.Events.Select(moment => (JsonNode)moment)]);
        item["weight"] = hook.Weight;
        item["deletePolicies"] = new JsonArray([.. hook.DeletePolicies.Select(policy => (JsonNode)policy)]);
        return item;
    }
}
