using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Merge.Values;
using Fairway.Schema.Custom;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation.Schemas;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>The expressions of the rules that a place of a schema declares: they compile, and do not cost too
/// much.</summary>
internal static class RuleExpressions
{
    /// <summary>Adds what is wrong.</summary>
    /// <param name="place">The place.</param>
    /// <param name="scope">The place as expressions know it.</param>
    /// <param name="ignoresCost">Whether each expression may cost what it will: the schema was stored so.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(Field place, RuleScope scope, bool ignoresCost, List<FieldError> errors)
    {
        var rules = scope.Schema.Facets?.Rules ?? [];
        if (rules.IsEmpty || scope.Place is not { } declaration)
        {
            return;
        }

        var path = $"{place.Path()}.x-kubernetes-validations";
        var compiled = RuleCompiler.Compile(rules, declaration, at =>
            SchemaPath.Resolve(at, place.Value as JsonObject, admitsBrackets: true).ToString());
        for (var i = 0; i < compiled.Length; i++)
        {
            Check(new Declared($"{path}[{i}]", compiled[i], scope, ignoresCost), errors);
        }
    }

    private static void Check(Declared declared, List<FieldError> errors)
    {
        var (path, rule, scope, ignoresCost) = declared;
        Charge($"{path}.rule", "estimated rule cost", scope.CostOf(rule.MaxCost), declared, errors);
        if (rule.Problem is { } problem)
        {
            errors.Add(Wrong($"{path}.rule", rule.Source, problem));
        }

        if (rule.MessageProblem is { } messageProblem)
        {
            errors.Add(Wrong($"{path}.messageExpression", rule.Source, messageProblem));
        }
        else if (rule.MessageProgram is not null)
        {
            Charge(
                $"{path}.messageExpression", "estimated messageExpression cost", rule.MaxMessageCost, declared, errors);
        }

        if (rule.UsesOldSelf)
        {
            if (scope.Uncorrelated is { } list)
            {
                errors.Add(FieldError.Invalid(
                    $"{path}.rule",
                    rule.Source.Rule,
                    $"oldSelf cannot be used on the uncorrelatable portion of the schema within {list}"));
            }
        }
        else if (rule.Source.OptionalOldSelf is { } optional)
        {
            errors.Add(FieldError.Invalid(
                $"{path}.optionalOldSelf", optional, "may not be set if oldSelf is not used in rule"));
        }
    }

    private static void Charge(
        string path, string what, ulong cost, Declared declared, List<FieldError> errors)
    {
        if (!declared.IgnoresCost && cost > CelLimits.EstimatedPerRule)
        {
            errors.Add(FieldError.Forbidden(path, RuleCosts.Excess(what, cost, CelLimits.EstimatedPerRule)));
        }

        declared.Scope.Costs.Add(path, cost);
    }

    /// <summary>The rule as the reference server prints its own type.</summary>
    private static FieldError Wrong(string path, SchemaRule rule, string problem)
    {
        static string Text(string? text) => text is null ? "null" : CanonicalJson.Text(JsonValue.Create(text));
        var optional = rule.OptionalOldSelf switch { null => "null", true => "true", _ => "false" };
        return new(
            "FieldValueInvalid",
            path,
            $"Invalid value: {{\"Rule\":{Text(rule.Rule)},\"Message\":{Text(rule.Message)},"
            + $"\"MessageExpression\":{Text(rule.MessageExpression)},\"Reason\":{Text(rule.Reason)},"
            + $"\"FieldPath\":{Text(rule.FieldPath)},\"OptionalOldSelf\":{optional}}}: {problem}");
    }

    private sealed record Declared(string Path, CompiledRule Rule, RuleScope Scope, bool IgnoresCost);
}
