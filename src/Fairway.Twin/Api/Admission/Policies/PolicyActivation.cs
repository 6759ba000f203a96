using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>What the expressions of a policy can name in one request. Variables are worked out when they are first
/// named, and once.</summary>
internal sealed class PolicyActivation(
    PolicyInput input, JsonObject? param, ImmutableArray<PolicyVariable> variables, CelBudget budget,
    CancellationToken cancel) : ICelActivation
{
    private static readonly CelType VariablesType = CelType.Object("kubernetes.variables", static _ => CelType.Dyn);

    private readonly Dictionary<string, CelValue> known = new(StringComparer.Ordinal);
    private CelValue? record;

    /// <summary>Whether <c>namespaceObject</c> is there; match conditions see none.</summary>
    public bool HasNamespace { get; init; } = true;

    public CelValue? Find(string name) => name switch
    {
        "object" => CelJson.Value(input.Object),
        "oldObject" => CelJson.Value(input.Old),
        "params" => CelJson.Value(param),
        "request" => input.RequestValue,
        "namespaceObject" => HasNamespace ? input.NamespaceValue : CelNull.Value,
        "authorizer" => PolicyAuthorizer.Of(input.Request),
        "authorizer.requestResource" => PolicyAuthorizer.OfResource(input.Request),
        "variables" => record ??= new CelRecord(VariablesType, Variable),
        _ => null,
    };

    private CelValue? Variable(string name)
    {
        if (known.TryGetValue(name, out var value))
        {
            return value;
        }

        var variable = variables.FirstOrDefault(v => v.Name == name);
        if (variable is null)
        {
            return null;
        }

        value = Evaluate(variable);
        known.Add(name, value);
        return value;
    }

    private CelValue Evaluate(PolicyVariable variable)
    {
        if (variable.Expression.Problem is { } problem)
        {
            return new CelError($"composited variable \"{variable.Name}\" fails to compile: {problem}");
        }

        var result = variable.Expression.Run(this, budget, cancel);
        return result.Error is { } error
            ? new CelError($"composited variable \"{variable.Name}\" fails to evaluate: {error}")
            : result.Value!;
    }
}
