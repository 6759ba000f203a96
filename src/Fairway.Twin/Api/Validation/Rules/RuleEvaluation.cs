using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Schemas;
using Fairway.Cel.Values;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>
/// Holds an object against the rules of its schema, in the words of the reference server (apiextensions-apiserver,
/// pkg/apiserver/schema/cel), within one budget.
/// </summary>
internal sealed class RuleEvaluation(List<FieldError> errors, List<string>? warnings)
{
    private const int LongestMessage = 5 * 1024;
    private const string NoBudget =
        "validation failed due to running out of cost budget, no further validation rules will be run";

    private readonly CelBudget budget = new(CelLimits.PerRequest);
    private bool isOver;

    /// <summary>Adds what breaks rules.</summary>
    /// <param name="tree">The rules.</param>
    /// <param name="path">Where the value stands; empty for the whole object.</param>
    /// <param name="value">The value; only read.</param>
    /// <param name="old">What it was before; null for a new one.</param>
    /// <param name="ratchets">Whether what has not changed may break rules.</param>
    public void Check(RuleTree tree, string path, JsonNode? value, JsonNode? old, bool ratchets)
    {
        var correlation = ratchets && value is not null && old is not null
            ? new RuleCorrelation((value, old), null)
            : default;
        Place(tree, path, value, old, correlation);
    }

    private void Place(RuleTree tree, string path, JsonNode? value, JsonNode? old, RuleCorrelation correlation)
    {
        if (value is null || isOver)
        {
            return;
        }

        Rules(new Spot(tree, path, value, old), correlation);
        switch (value)
        {
            case JsonObject map:
                Members(tree, path, map, old as JsonObject, correlation);
                break;
            case JsonArray list when tree.Element is { } element:
                for (var i = 0; i < list.Count; i++)
                {
                    Place(
                        element,
                        string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"),
                        list[i],
                        ListChecks.Counterpart(list[i], old as JsonArray, tree.Schema),
                        correlation.Index(i, tree.Schema));
                }

                break;
            default:
                break;
        }
    }

    private void Members(
        RuleTree tree, string path, JsonObject map, JsonObject? old, RuleCorrelation correlation)
    {
        if (tree.Schema.Type == SchemaType.Map)
        {
            foreach (var (key, held) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
            {
                if (tree.Element is { } element)
                {
                    Place(element, $"{path}[{key}]", held, old?[key], correlation.Key(key));
                }
            }

            return;
        }

        foreach (var (name, held) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (tree.Properties.TryGetValue(name, out var child))
            {
                Place(child, path.Length == 0 ? name : $"{path}.{name}", held, old?[name], correlation.Key(name));
            }
        }
    }

    private void Rules(Spot spot, RuleCorrelation correlation)
    {
        if (spot.Tree.Rules.IsEmpty)
        {
            return;
        }

        if (budget.Remaining <= 0)
        {
            Stop(spot, NoBudget);
            return;
        }

        var activation = new CelActivation().Set("self", spot.Self);
        foreach (var rule in spot.Tree.Rules)
        {
            if (!isOver)
            {
                Rule(rule, spot, activation, correlation);
            }
        }
    }

    private void Rule(CompiledRule rule, Spot spot, CelActivation activation, RuleCorrelation correlation)
    {
        if (rule.Problem is { } problem)
        {
            errors.Add(spot.Fault($"rule compile error: {problem}"));
            return;
        }

        if (rule.Program is null || (rule.UsesOldSelf && spot.Old is null && !rule.IsOptional))
        {
            return;
        }

        activation.Set("oldSelf", spot.OldSelf(rule.IsOptional));
        var result = rule.Program.Evaluate(activation, budget);
        if (budget.IsExceeded || (result.IsOverBudget && budget.Remaining == 0))
        {
            Stop(spot, NoBudget);
        }
        else if (result.IsOverBudget)
        {
            Stop(spot, $"'{result.Error}': no further validation rules will be run due to call cost exceeds limit for "
                + $"rule: {rule.Shown}");
        }
        else if (result.Error is { } error)
        {
            errors.Add(spot.Fault(error.StartsWith("no such overload", StringComparison.Ordinal)
                ? $"'{error}': call arguments did not match a supported operator, function or macro signature for "
                    + $"rule: {rule.Shown}"
                : $"{error} evaluating rule: {rule.Shown}"));
        }
        else if (!result.IsTrue)
        {
            Broken(rule, spot, activation, !rule.UsesOldSelf && correlation.IsUnchanged);
        }
    }

    private void Broken(CompiledRule rule, Spot spot, CelActivation activation, bool mayStay)
    {
        var message = rule.MessageProgram is { } program ? Message(rule, program, spot, activation) : null;
        if (isOver)
        {
            return;
        }

        var detail = message
            ?? (rule.Source.Message.Length > 0 ? rule.Source.Message.Trim() : $"failed rule: {rule.Shown}");
        var error = spot.Broken(rule, detail);
        if (mayStay)
        {
            warnings?.Add(error.ToString());
        }
        else
        {
            errors.Add(error);
        }
    }

    private string? Message(CompiledRule rule, CelProgram program, Spot spot, CelActivation activation)
    {
        activation.Set("oldSelf", spot.OldSelf(rule.IsOptional));
        var result = program.Evaluate(activation, budget);
        if (budget.IsExceeded || (result.IsOverBudget && budget.Remaining == 0))
        {
            Stop(spot, "messageExpression evaluation failed due to running out of cost budget, no further validation "
                + "rules will be run");
        }
        else if (result.IsOverBudget)
        {
            Stop(spot, "no further validation rules will be run due to call cost exceeds limit for messageExpression: "
                + FieldError.Show(rule.Source.MessageExpression));
        }
        else if (result.Value is CelString made)
        {
            var text = made.Value.Trim();
            return text.Length is > 0 and <= LongestMessage && !text.Contains('\n', StringComparison.Ordinal)
                ? text
                : null;
        }

        return null;
    }

    private void Stop(Spot spot, string why)
    {
        errors.Add(spot.Fault(why));
        isOver = true;
    }

    /// <summary>A place with its values.</summary>
    private sealed record Spot(RuleTree Tree, string Path, JsonNode Value, JsonNode? Old)
    {
        private string Field => Path.Length == 0 ? "<nil>" : Path;

        private string Type => Tree.IsRoot ? "object" : Tree.Schema.Facets?.JsonType ?? "";

        public CelValue Self => SchemaValues.Of(Value, Tree.Schema, Tree.IsRoot);

        public CelValue OldSelf(bool isOptional)
        {
            var old = Old is null ? null : SchemaValues.Of(Old, Tree.Schema, Tree.IsRoot);
            return isOptional ? old is null ? CelOptional.None : CelOptional.Of(old) : old ?? CelNull.Value;
        }

        /// <summary>A rule cannot be judged.</summary>
        public FieldError Fault(string detail) => FieldError.Invalid(Field, Type, detail);

        /// <summary>A rule is broken.</summary>
        public FieldError Broken(CompiledRule rule, string detail)
        {
            var at = rule.FieldPath.Length == 0 ? Field
                : Path.Length == 0 ? rule.FieldPath
                : $"{Path}{(rule.FieldPath[0] == '[' ? "" : ".")}{rule.FieldPath}";
            var shown = Type is "object" or "array" ? "" : $": {FieldError.Show(Value)}";
            return rule.Source.Reason switch
            {
                "FieldValueForbidden" => FieldError.Forbidden(at, detail),
                "FieldValueRequired" => FieldError.Required(at, detail),
                "FieldValueDuplicate" => new("FieldValueDuplicate", at, $"Duplicate value{shown}"),
                _ => new("FieldValueInvalid", at, $"Invalid value{shown}: {detail}"),
            };
        }
    }
}
