using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Fairway.Merge.Guarding;
using Fairway.Schema;

namespace Fairway.Components.Health;

/// <summary>A row of <c>health.tsv</c>, compiled.</summary>
internal sealed class HealthRow
{
    private static readonly CelEnvironment Names = CelEnvironment.Kubernetes
        .With("object", CelType.Dyn).With("meta", CelType.Dyn).With("spec", CelType.Dyn).With("status", CelType.Dyn)
        .With("conditions", CelType.Dyn);

    private readonly KindPattern? kinds;
    private readonly CelProgram? when;
    private readonly IReadOnlyList<(string Text, CelProgram? Value)> says;

    private HealthRow(string[] cells)
    {
        (Kinds, State) = (cells[0], Enum.Parse<HealthState>(cells[1]));
        kinds = Kinds == "-" ? null : KindPattern.Parse(Kinds);
        when = cells[2].Length == 0 ? null : Compile(cells[2]);
        says = [.. Parts(cells[3])];
    }

    /// <summary>As it is written: <c>*</c> for all kinds, <c>-</c> for those without rows of their own.</summary>
    public string Kinds { get; }

    public HealthState State { get; }

    /// <summary>Reads a row.</summary>
    /// <exception cref="FormatException">An expression of it is none.</exception>
    public static HealthRow Parse(string line) => new([.. line.Split('\t'), "", ""]);

    /// <summary>Whether it names a kind.</summary>
    public bool Holds(GroupVersionKind kind) => kinds?.Matches(kind) == true;

    /// <summary>What it says of an object; null where its condition does not hold. What cannot be judged does not
    /// pass.</summary>
    public string? Of(ICelActivation item)
    {
        var held = when!.Evaluate(item, new CelBudget(CelLimits.PerCall));
        return held.Error is { } error ? $"it cannot be judged: {error}"
            : held.IsTrue ? string.Concat(says.Select(part => part.Value is null ? part.Text : Text(part.Value, item)))
            : null;
    }

    private static string Text(CelProgram program, ICelActivation item) =>
        program.Evaluate(item, new CelBudget(CelLimits.PerCall)).Value is CelString text ? text.Value : "?";

    private static IEnumerable<(string Text, CelProgram? Value)> Parts(string says)
    {
        for (var at = 0; at < says.Length;)
        {
            var open = says.IndexOf('{', at);
            yield return (says[at..(open < 0 ? says.Length : open)], null);
            if (open < 0)
            {
                yield break;
            }

            var close = says.IndexOf('}', open);
            yield return ("", Compile($"string({says[(open + 1)..close]})"));
            at = close + 1;
        }
    }

    private static CelProgram Compile(string text) =>
        CelCompiler.Compile(text, Names) is { Program: { } program }
            ? program
            : throw new FormatException($"{text}: {CelCompiler.Compile(text, Names).Display}");
}
