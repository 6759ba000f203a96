using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Releases.Rules;

/// <summary>A rule in CEL, compiled.</summary>
internal sealed class CelRule
{
    private readonly CelProgram _program;

    private CelRule(CelProgram program) => _program = program;

    /// <summary>What rules may name beside what Kubernetes knows.</summary>
    public static CelEnvironment Knowing(params string[] names) =>
        names.Aggregate(CelEnvironment.Kubernetes, (known, name) => known.With(name, CelType.Dyn));

    /// <summary>Compiles a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CelRule Parse(string text, CelEnvironment names)
    {
        var compiled = CelCompiler.Compile(text, names);
        if (compiled.Program is not { } program)
        {
            throw new FormatException(compiled.Issues is [var first, ..] ? first.Message : compiled.InstantiationError);
        }

        return program.ResultType.Kind is CelTypeKind.Bool or CelTypeKind.Dyn
            ? new CelRule(program)
            : throw new FormatException("it must be true or false");
    }

    /// <summary>Whether it holds of these values, by their names. What is neither true nor false is an
    /// error.</summary>
    public CelResult Judge(JsonObject values)
    {
        var activation = values.Aggregate(
            new CelActivation(), (known, one) => known.Set(one.Key, CelJson.Value(one.Value)));
        var result = _program.Evaluate(activation, new CelBudget(CelLimits.PerCall));
        return result is { Error: null, Value: not CelBool }
            ? result with { Error = "it is neither true nor false" }
            : result;
    }
}
