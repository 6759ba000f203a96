using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Blockers;

/// <summary>The rule of a blocker, compiled.</summary>
internal sealed class BlockerRule
{
    private static readonly CelEnvironment Names = CelEnvironment.Kubernetes
        .With("cluster", CelType.Dyn).With("release", CelType.Dyn).With("change", CelType.Dyn);

    private readonly CelProgram _program;

    private BlockerRule(CelProgram program) => _program = program;

    /// <summary>Compiles a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static BlockerRule Parse(string text)
    {
        var compiled = CelCompiler.Compile(text, Names);
        if (compiled.Program is not { } program)
        {
            var fault = compiled.Issues is [var first, ..] ? first.Message : compiled.InstantiationError;
            throw new FormatException($"spec.rule: {fault}");
        }

        return program.ResultType.Kind is CelTypeKind.Bool or CelTypeKind.Dyn
            ? new BlockerRule(program)
            : throw new FormatException("spec.rule: it must be true or false");
    }

    /// <summary>Whether it holds of a change. What is neither true nor false is an error.</summary>
    public CelResult Judge(GateSubject subject, GateChange change)
    {
        var said = new JsonObject
        {
            ["component"] = change.Component,
            ["from"] = change.From ?? "",
            ["to"] = change.To ?? "",
        };
        var cluster = JsonSerializer.SerializeToNode(subject.Cluster, ApiJson.Default.Cluster);
        var release = JsonSerializer.SerializeToNode(subject.Release, ApiJson.Default.Release);
        var result = _program.Evaluate(
            new CelActivation().Set("cluster", CelJson.Value(cluster)).Set("release", CelJson.Value(release))
                .Set("change", CelJson.Value(said)),
            new CelBudget(CelLimits.PerCall));
        return result is { Error: null, Value: not CelBool }
            ? result with { Error = "it is neither true nor false" }
            : result;
    }
}
