using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>A role that collects others, and those others, in the order in which their rules count.</summary>
/// <param name="Role">The role.</param>
/// <param name="Rules">The rules that the role has.</param>
/// <param name="Sources">For each selector the rules of each role that it selects, by name.</param>
internal sealed record AggregationObservation(
    ObjectKey Role, ImmutableArray<JsonNode> Rules, ImmutableArray<ImmutableArray<JsonNode>> Sources);

/// <summary>Decides which rules a role has that collects others: theirs, each once.</summary>
internal static class AggregationPlanner
{
    /// <summary>The patch of the role; null where it has them.</summary>
    public static JsonObject? Plan(AggregationObservation seen)
    {
        var rules = new List<JsonNode>();
        foreach (var rule in seen.Sources.SelectMany(s => s))
        {
            if (!rules.Any(known => JsonNode.DeepEquals(known, rule)))
            {
                rules.Add(rule);
            }
        }

        return rules.Count == seen.Rules.Length && rules.Zip(seen.Rules, JsonNode.DeepEquals).All(same => same)
            ? null
            : new JsonObject { ["rules"] = new JsonArray([.. rules.Select(r => r.DeepClone())]) };
    }
}
