using System.Collections.Immutable;
using Fairway.Cel;
using Fairway.Cel.Schemas;
using Fairway.Cel.Types;
using Fairway.Schema.Custom;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>Compiles the rules of one place in a schema.</summary>
internal static class RuleCompiler
{
    private const string Self = "self";
    private const string OldSelf = "oldSelf";

    /// <param name="rules">The rules.</param>
    /// <param name="place">What expressions know of the place.</param>
    /// <param name="path">The path that a rule's <c>fieldPath</c> means.</param>
    public static ImmutableArray<CompiledRule> Compile(
        ImmutableArray<SchemaRule> rules, CelDeclaration place, Func<string, string> path) =>
        [.. rules.Select(rule => Compile(rule, place, path))];

    private static CompiledRule Compile(SchemaRule rule, CelDeclaration place, Func<string, string> path)
    {
        if (rule.Rule.Trim().Length == 0)
        {
            return new() { Source = rule };
        }

        var old = rule.OptionalOldSelf == true ? CelType.Optional(place.Type) : place.Type;
        var environment = CelEnvironment.Kubernetes.With(Self, place.Type).With(OldSelf, old);
        var compiled = CelCompiler.Compile(rule.Rule, environment);
        if (compiled.Program is not { } program)
        {
            return new()
            {
                Source = rule,
                Problem = Problem(compiled, "compilation failed: ", "program instantiation failed: "),
            };
        }

        if (!program.ResultType.Equals(CelType.Bool))
        {
            return new() { Source = rule, Problem = "cel expression must evaluate to a bool" };
        }

        var message = rule.MessageExpression.Length == 0
            ? default
            : CompileMessage(rule.MessageExpression, environment);
        return new()
        {
            Source = rule,
            Program = program,
            UsesOldSelf = program.Variables.Contains(OldSelf),
            MaxCost = program.EstimateCost(place).Max,
            MessageProgram = message.Program,
            MessageProblem = message.Problem,
            MaxMessageCost = message.Program?.EstimateCost(place).Max ?? 0,
            FieldPath = rule.FieldPath.Length == 0 ? "" : path(rule.FieldPath),
        };
    }

    private static (CelProgram? Program, string? Problem) CompileMessage(string text, CelEnvironment environment)
    {
        var compiled = CelCompiler.Compile(text, environment);
        return compiled.Program is not { } program
            ? (null, Problem(
                compiled, "messageExpression compilation failed: ", "messageExpression instantiation failed: "))
            : program.ResultType.Equals(CelType.String)
                ? (program, null)
                : (null, "messageExpression must evaluate to a string");
    }

    private static string Problem(CelCompilation compiled, string compilation, string instantiation) =>
        compiled.InstantiationError is { } fault ? instantiation + fault : compilation + compiled.Display;
}
