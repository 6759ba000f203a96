using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Values;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>
/// Evaluates a policy with one parameter on one request. Each group of expressions has a budget of its own, but
/// messages take what validations have left.
/// </summary>
internal sealed class ValidatingEvaluation(
    ValidatingPolicy policy, PolicyInput input, JsonObject? param, CancellationToken cancel)
{
    private const int LongestMessage = 5 * 1024;

    /// <summary>What refuses the request; empty where nothing does.</summary>
    public ImmutableArray<PolicyDecision> Decide()
    {
        if (!policy.Basics.Conditions.IsEmpty)
        {
            var budget = new CelBudget(CelLimits.MatchConditions);
            var isMeant = policy.Basics.Conditions.Matches(
                Activate(budget, hasNamespace: false), budget, out var problem, cancel);
            if (!isMeant)
            {
                return problem is null || policy.Basics.IgnoresFailure ? [] : [new PolicyDecision(problem)];
            }
        }

        try
        {
            return [.. Validate(), .. Annotate()];
        }
        catch (PolicyBudgetException spent)
        {
            return Failed(spent.Message);
        }
    }

    private List<PolicyDecision> Validate()
    {
        var budget = new CelBudget(CelLimits.PerRequest);
        var activation = Activate(budget);
        var results = policy.Validations
            .Select(validation => (validation, validation.Expression.Evaluate(activation, budget, cancel)))
            .ToList();
        var decisions = new List<PolicyDecision>();
        var messages = Activate(budget);
        var isSpent = false;
        foreach (var (validation, result) in results)
        {
            if (result.Error is { } error)
            {
                decisions.AddRange(Failed(error));
            }
            else if (!result.IsTrue && !isSpent)
            {
                decisions.AddRange(Refuse(validation, messages, budget, ref isSpent));
            }
        }

        return decisions;
    }

    private ImmutableArray<PolicyDecision> Refuse(
        PolicyValidation validation, PolicyActivation activation, CelBudget budget, ref bool isSpent)
    {
        try
        {
            return [new PolicyDecision(MessageOf(validation, activation, budget), validation.Reason)];
        }
        catch (PolicyBudgetException spent)
        {
            isSpent = true;
            return Failed($"failed messageExpression: {spent.Message}");
        }
    }

    private string MessageOf(PolicyValidation validation, PolicyActivation activation, CelBudget budget)
    {
        if (validation.MessageExpression?.Evaluate(activation, budget, cancel).Value is CelString made
            && made.Value.Trim() is { Length: > 0 and <= LongestMessage } text
            && !text.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }

        return validation.Message.Length > 0
            ? validation.Message
            : $"failed expression: {validation.Expression.Text.Trim()}";
    }

    /// <summary>Nobody reads the annotations here; what is wrong with them counts all the same.</summary>
    private IEnumerable<PolicyDecision> Annotate()
    {
        if (policy.Annotations.IsEmpty)
        {
            return [];
        }

        var budget = new CelBudget(CelLimits.PerRequest);
        var activation = Activate(budget);
        return policy.Annotations
            .Select(annotation => annotation.Evaluate(activation, budget, cancel).Error)
            .OfType<string>()
            .SelectMany(error => Failed(error).Select(decision => decision with { IsAlways = true }))
            .ToList();
    }

    private ImmutableArray<PolicyDecision> Failed(string message) =>
        policy.Basics.IgnoresFailure ? [] : [new PolicyDecision(message)];

    private PolicyActivation Activate(CelBudget budget, bool hasNamespace = true) =>
        new(input, param, policy.Variables, budget, cancel) { HasNamespace = hasNamespace };
}
