using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Custom;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>
/// What a value was before, where that can be told: what has not changed is not held to rules that it broke before.
/// </summary>
/// <param name="Current">The value now and before; null where it cannot be told.</param>
/// <param name="Parent">The nearest value around it for which it can; null for none.</param>
internal readonly record struct RuleCorrelation(
    (JsonNode New, JsonNode Old)? Current, (JsonNode New, JsonNode Old)? Parent)
{
    /// <summary>Whether nothing has changed.</summary>
    public bool IsUnchanged => (Current ?? Parent) is { } pair && JsonNode.DeepEquals(pair.New, pair.Old);

    public RuleCorrelation Key(string name)
    {
        if (Current is not { } current)
        {
            return this;
        }

        if (Parent is null && name is "apiVersion" or "kind")
        {
            return default;
        }

        var known = current.New is JsonObject now && current.Old is JsonObject before
            && now[name] is { } value && before[name] is { } old
            ? (value, old)
            : ((JsonNode, JsonNode)?)null;
        return new(known, current);
    }

    public RuleCorrelation Index(int index, SchemaNode list)
    {
        if (Current is not { } current)
        {
            return this;
        }

        var known = current.New is JsonArray now && current.Old is JsonArray before
            && now[index] is { } value && ListChecks.Counterpart(value, before, list) is { } old
            ? (value, old)
            : ((JsonNode, JsonNode)?)null;
        return new(known, current);
    }
}
