using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>
/// An expression of a policy, compiled once. One that does not compile is kept: policies that were stored must say so
/// at each request.
/// </summary>
internal sealed class PolicyExpression
{
    public const string OutOfBudget =
        "validation failed due to running out of cost budget, no further validation rules will be run";

    private readonly CelProgram? program;

    private PolicyExpression(string text, CelProgram? program, string? problem)
    {
        Text = text;
        this.program = program;
        Problem = problem;
    }

    public string Text { get; }

    /// <summary>Why it cannot be evaluated; null where it can.</summary>
    public string? Problem { get; }

    /// <summary>What it gives, as far as it is known; null where it does not compile.</summary>
    public CelType? Type => program?.ResultType;

    /// <param name="text">The expression.</param>
    /// <param name="environment">What it may name.</param>
    /// <param name="results">What it must give; empty for anything.</param>
    public static PolicyExpression Compile(
        string text, CelEnvironment environment, params ReadOnlySpan<CelType> results)
    {
        var compiled = CelCompiler.Compile(text, environment);
        if (compiled.Program is null)
        {
            return new(text, null, compiled.InstantiationError is { } fault
                ? $"program instantiation failed: {fault}"
                : $"compilation failed: {compiled.Display}");
        }

        var type = compiled.Program.ResultType;
        if (results.IsEmpty || results.Contains(type))
        {
            return new(text, compiled.Program, null);
        }

        var wanted = results.Length == 1
            ? results[0].ToString()
            : $"one of [{string.Join(' ', results.ToArray().Select(r => r.ToString()))}]";
        return new(text, null, $"must evaluate to {wanted} but got {type}");
    }

    /// <summary>Evaluates it.</summary>
    /// <exception cref="PolicyBudgetException">Nothing is left for it and those that would follow.</exception>
    public PolicyValue Evaluate(ICelActivation variables, CelBudget budget, CancellationToken cancel)
    {
        if (program is null)
        {
            return new(null, $"compilation error: {Problem}");
        }

        var result = Run(variables, budget, cancel);
        if (budget.IsExceeded || (result.IsOverBudget && budget.Remaining == 0))
        {
            throw new PolicyBudgetException();
        }

        return result.Error is { } error
            ? new(null, $"expression '{Text}' resulted in error: {error}")
            : new(result.Value, null);
    }

    /// <summary>Evaluates one that compiles, and tells its error as it is.</summary>
    public CelResult Run(ICelActivation variables, CelBudget budget, CancellationToken cancel) =>
        program!.Evaluate(variables, budget, cancel);
}
