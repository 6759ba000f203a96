using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>Match conditions of a policy or a webhook: all must be true.</summary>
internal sealed class PolicyMatch(ImmutableArray<PolicyExpression> conditions)
{
    /// <summary>The conditions of a stored policy.</summary>
    public static PolicyMatch Read(JsonNode? conditions, PolicyCompiler compiler) =>
        new([.. (conditions as JsonArray ?? []).OfType<JsonObject>()
            .Select(condition => compiler.Condition(ObjectMeta.Text(condition, "expression")))]);

    /// <summary>
    /// Whether the request is meant. One false condition decides, whatever is wrong with the others.
    /// </summary>
    /// <param name="activation">What conditions can name.</param>
    /// <param name="budget">What they may cost.</param>
    /// <param name="problem">Why it cannot be told; null where it can.</param>
    /// <param name="cancel">Stops it.</param>
    public bool Matches(
        PolicyActivation activation, CelBudget budget, out string? problem, CancellationToken cancel)
    {
        problem = null;
        List<string>? errors = null;
        try
        {
            foreach (var condition in conditions)
            {
                var value = condition.Evaluate(activation, budget, cancel);
                if (value.IsFalse)
                {
                    return false;
                }

                if (value.Error is { } error)
                {
                    (errors ??= []).Add(error);
                }
            }
        }
        catch (PolicyBudgetException spent)
        {
            errors = [spent.Message];
        }

        problem = errors is null ? null
            : errors.Count == 1 ? errors[0]
            : $"[{string.Join(", ", errors.Distinct())}]";
        return problem is null;
    }

    public bool IsEmpty => conditions.IsEmpty;
}
