using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Xunit;

namespace Fairway.Tests.Cel;

/// <summary>Files of cases: an expression, its variables and what comes out.</summary>
internal static class CaseFile
{
    public static TheoryData<string, string, string> Read(string name)
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var cells in Rows(name))
        {
            cases.Add(cells[0], cells[1], cells[2]);
        }

        return cases;
    }

    public static TheoryData<string, string> ReadPairs(string name)
    {
        var cases = new TheoryData<string, string>();
        foreach (var cells in Rows(name))
        {
            cases.Add(cells[0], cells[1]);
        }

        return cases;
    }

    /// <summary>The result of an expression as a case writes it.</summary>
    public static string Run(string expression, string bindings)
    {
        var environment = CelEnvironment.Kubernetes;
        var variables = new CelActivation();
        if (bindings.Length > 0)
        {
            foreach (var (name, value) in JsonNode.Parse(bindings)!.AsObject())
            {
                environment = environment.With(name, CelType.Dyn);
                variables.Set(name, CelJson.Value(value));
            }
        }

        var compiled = CelCompiler.Compile(expression, environment);
        if (compiled.Program is not { } program)
        {
            return compiled.InstantiationError is { } fault ? $"error: {fault}" : "error: compile " + compiled.Display;
        }

        var result = program.Evaluate(variables, new CelBudget(CelLimits.PerRequest));
        return result.Error is { } error ? $"error: {error}" : Write(result.Value!);
    }

    private static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(
            typeof(CaseFile).Assembly.GetManifestResourceStream($"cel/{name}")
            ?? throw new InvalidOperationException($"The test assembly lacks cel/{name}."));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }

    private static string Write(CelValue value) => value.ToJson()?.ToJsonString() ?? "null";
}
