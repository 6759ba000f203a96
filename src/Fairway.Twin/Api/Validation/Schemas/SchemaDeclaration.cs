using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation.Rules;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>
/// What a schema may say, place by place, structural or not. Source of the rules: apiextensions-apiserver,
/// pkg/apis/apiextensions/validation.
/// </summary>
internal sealed class SchemaDeclaration(string path, JsonNode? schema, bool ignoresCost)
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly string[] NotSupported =
        ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];

    private readonly List<FieldError> errors = [];

    /// <summary>What is wrong with expressions, which is told after all else.</summary>
    private readonly List<FieldError> ruleErrors = [];

    /// <summary>All that is wrong.</summary>
    /// <param name="rules">The schema as its rules know it; null where they are not to be looked at.</param>
    public IEnumerable<FieldError> Check(RuleScope? rules)
    {
        var root = new Surroundings(IsRoot: true, InMeta: false, NoDefaults: null);
        Place(new Field(path, schema, errors), root, rules);
        rules?.Costs.Check(path, ruleErrors);
        return errors.Concat(ruleErrors);
    }

    private void Place(Field place, Surroundings around, RuleScope? rules)
    {
        var before = errors.Count;
        Words(place, around);
        Inside(place, around, rules);
        Combined(place, around);
        if (place["items"].Value is JsonObject)
        {
            var isKeyed = place.TextOf("x-kubernetes-list-type") == "map";
            var element = rules?.Element(isKeyed ? null : place.Path());
            Place(place["items"], around with { IsRoot = false }, element);
        }

        ListStructure.Check(place);
        RuleDeclaration.Check(place);
        if (rules is not null && errors.Count == before)
        {
            RuleExpressions.Check(place, rules, ignoresCost, ruleErrors);
        }
    }

    private static void Words(Field place, Surroundings around)
    {
        var type = place["type"];
        if (type.Text.Length > 0 && !Types.Contains(type.Text))
        {
            type.Unsupported(type.Text, Types);
        }

        if (place.Has("default") && around.NoDefaults is { } reason)
        {
            place["default"].Forbidden($"must not be set {reason}");
        }

        foreach (var name in NotSupported.Where(place.Has))
        {
            place[name].Forbidden($"{name} is not supported");
        }

        if (type.Text == "null")
        {
            type.Forbidden("type cannot be set to null, use nullable as an alternative");
        }

        if (place["items"].Value is JsonArray { Count: > 0 })
        {
            place["items"].Forbidden("items must be a schema object and not an array");
        }

        if (around.InMeta && place["x-kubernetes-embedded-resource"].IsTrue)
        {
            place["x-kubernetes-embedded-resource"].Forbidden("must not be used inside of resource meta");
        }

        if (place["uniqueItems"].IsTrue)
        {
            place["uniqueItems"].Forbidden(
                "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }
    }

    private void Inside(Field place, Surroundings around, RuleScope? rules)
    {
        var additional = place["additionalProperties"];
        if (additional.IsSet && place["properties"].Count > 0 && !additional.IsTrue)
        {
            additional.Forbidden("additionalProperties and properties are mutual exclusive");
        }

        if (additional.Value is JsonObject)
        {
            Place(additional, around with
            {
                IsRoot = false,
                NoDefaults = around.InMeta
                    ? "inside additionalProperties applying to object metadata"
                    : around.NoDefaults,
            }, rules?.Element(null));
        }

        var isObject = around.IsRoot || place["x-kubernetes-embedded-resource"].IsTrue;
        foreach (var name in place["properties"].Keys())
        {
            var inMeta = isObject && name is "metadata" or "kind" or "apiVersion";
            var within = new Surroundings(
                IsRoot: false,
                InMeta: around.InMeta || inMeta,
                NoDefaults: inMeta && around.IsRoot ? $"in top-level {name}" : around.NoDefaults);
            Place(place["properties"].Entry(name), within, rules?.Property(name));
        }
    }

    private void Combined(Field place, Surroundings around)
    {
        around = around with { IsRoot = false };
        if (place["not"].Value is JsonObject)
        {
            Place(place["not"], around, null);
        }

        foreach (var part in ((ImmutableArray<string>)["allOf", "oneOf", "anyOf"]).SelectMany(n => place[n].Items()))
        {
            Place(part, around, null);
        }

        if (place["x-kubernetes-preserve-unknown-fields"].IsFalse)
        {
            place["x-kubernetes-preserve-unknown-fields"].Invalid("must be true or undefined");
        }
    }

    /// <summary>Where a place stands.</summary>
    /// <param name="IsRoot">Whether it is the whole.</param>
    /// <param name="InMeta">Whether it is in kind, apiVersion or metadata of an object.</param>
    /// <param name="NoDefaults">Why defaults cannot be declared; null where they can.</param>
    private sealed record Surroundings(bool IsRoot, bool InMeta, string? NoDefaults);
}
