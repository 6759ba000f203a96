using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Libraries;
using Fairway.Cel.Types;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>
/// Compiles the expressions of one policy. What a policy calls variables is known to the variables that follow, and to
/// all other expressions.
/// </summary>
internal sealed class PolicyCompiler
{
    private const string VariablesType = "kubernetes.variables";

    private readonly CelEnvironment own;
    private readonly CelEnvironment mutating;
    private readonly bool hasVariables;
    private ImmutableDictionary<string, CelType> types =
        ImmutableDictionary.Create<string, CelType>(StringComparer.Ordinal);

    private ImmutableArray<PolicyVariable> variables = [];

    private PolicyCompiler(bool hasParams, bool hasVariables)
    {
        own = Declare(CelEnvironment.Kubernetes, hasParams);
        mutating = Declare(CelEnvironment.Mutation, hasParams);
        this.hasVariables = hasVariables;
    }

    /// <summary>The variables that have been compiled.</summary>
    public ImmutableArray<PolicyVariable> Variables => variables;

    /// <summary>A compiler of stored policies, which may name <c>variables</c> though there are none.</summary>
    public static PolicyCompiler OfStored(JsonObject spec)
    {
        var compiler = new PolicyCompiler(spec["paramKind"] is not null, hasVariables: true);
        foreach (var variable in (spec["variables"] as JsonArray ?? []).OfType<JsonObject>())
        {
            compiler.AddVariable(ObjectMeta.Text(variable, "name"), ObjectMeta.Text(variable, "expression"));
        }

        return compiler;
    }

    /// <summary>A compiler for judging a policy that is about to be stored.</summary>
    public static PolicyCompiler OfNew(bool hasParams, bool hasVariables) => new(hasParams, hasVariables);

    /// <summary>Compiles a variable and makes it known to what is compiled later.</summary>
    public PolicyExpression AddVariable(string name, string text)
    {
        var expression = PolicyExpression.Compile(text, Full(own));
        variables = variables.Add(new PolicyVariable(name, expression));
        types = types.SetItem(name, PolicyTypes.Known(expression.Type));
        return expression;
    }

    /// <summary>A validation: true or false.</summary>
    public PolicyExpression Condition(string text) => PolicyExpression.Compile(text, Full(own), CelType.Bool);

    /// <summary>A message, which cannot ask who may do what.</summary>
    public PolicyExpression Message(string text) =>
        PolicyExpression.Compile(text, WithVariables(own), CelType.String);

    /// <summary>The value of an audit annotation.</summary>
    public PolicyExpression Annotation(string text) =>
        PolicyExpression.Compile(text, Full(own), CelType.String, CelType.Null);

    /// <summary>An object to be applied.</summary>
    public PolicyExpression Configuration(string text) =>
        PolicyExpression.Compile(text, Full(mutating), MutationTypes.Find("Object")!);

    /// <summary>The operations of a JSON patch.</summary>
    public PolicyExpression Patch(string text) =>
        PolicyExpression.Compile(text, Full(mutating), CelType.List(MutationTypes.JsonPatch));

    private static CelEnvironment Declare(CelEnvironment environment, bool hasParams)
    {
        var declared = environment
            .With("object", CelType.Dyn)
            .With("oldObject", CelType.Dyn)
            .With("namespaceObject", PolicyTypes.Namespace)
            .With("request", PolicyTypes.Request);
        return hasParams ? declared.With("params", CelType.Dyn) : declared;
    }

    private CelEnvironment Full(CelEnvironment environment) => WithVariables(environment)
        .With("authorizer", KubernetesTypes.Authorizer)
        .With("authorizer.requestResource", KubernetesTypes.ResourceCheck);

    private CelEnvironment WithVariables(CelEnvironment environment)
    {
        if (!hasVariables)
        {
            return environment;
        }

        var known = types;
        return environment.With("variables", CelType.Object(VariablesType, known.GetValueOrDefault));
    }
}
