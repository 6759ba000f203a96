using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Fairway.Charts;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Charts;

/// <summary>Charts in charts, values, schemas, hooks and files are what the real helm makes of them: byte for byte, and
/// what it refuses is refused.</summary>
public sealed partial class ChartTreeTests
{
    private const string Resource = "charts/trees.txt";
    private const string SchemaFault = "values don't meet the specifications";
    private const int Cores = 2;
    private const int FewestRuns = 120;

    public static TheoryData<string> Cases() => [.. TreeCase.Read(Resource).Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_chart_is_rendered_as_both_helms_render_it(string name)
    {
        var cancel = TestContext.Current.CancellationToken;
        var chart = TreeCase.Read(Resource).Single(item => item.Name == name);
        using var scratch = new ScratchFolder();
        await chart.WriteAsync(scratch.Path, cancel);
        var runs = chart.Runs.SelectMany(run => new[] { (Run: run, HelmLine.Four), (Run: run, HelmLine.Three) });
        var differences = new ConcurrentQueue<string>();

        await Parallel.ForEachAsync(
            runs, new ParallelOptions { MaxDegreeOfParallelism = Cores, CancellationToken = cancel },
            async (run, token) =>
            {
                var arguments = run.Run.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var helm = await ChartCommandLine.HelmAsync(run.Item2, scratch.Path, arguments, token);
                var ours = await ChartCommandLine.FairwayAsync(run.Item2, scratch.Path, arguments);
                if (!AreSame(helm, ours))
                {
                    differences.Enqueue($"Helm {run.Item2} {run.Run}\n  helm: {Told(helm)}\n  ours: {Told(ours)}");
                }
            });

        Assert.True(differences.IsEmpty, string.Join("\n", differences));
    }

    [Fact]
    public void There_are_as_many_renderings_as_there_were() =>
        Assert.InRange(TreeCase.Read(Resource).Sum(item => item.Runs.Count), FewestRuns, int.MaxValue);

    private static bool AreSame(CommandResult helm, CommandResult ours) =>
        (helm.ExitCode == 0) == (ours.ExitCode == 0)
        && (helm.ExitCode == 0
            ? helm.Output == ours.Output
            : !helm.Errors.Contains(SchemaFault, StringComparison.Ordinal)
                || Faults(helm.Errors).SequenceEqual(Faults(ours.Errors)));

    private static string Told(CommandResult result) =>
        result.ExitCode == 0 ? result.Output : $"exit {result.ExitCode}: {result.Errors}";

    /// <summary>What does not fit a schema: in no order, since helm has none, and without what only its formats'
    /// readers say.</summary>
    private static IEnumerable<string> Faults(string errors) =>
        errors.Split('\n').Where(line => Fault().IsMatch(line))
            .Select(line => Reason().Replace(line.TrimEnd(), "$1"))
            .Select(line => Sorted(line))
            .Order(StringComparer.Ordinal);

    /// <summary>Names in a line have no order either.</summary>
    private static string Sorted(string line) =>
        line.Contains("additional properties", StringComparison.Ordinal)
            ? string.Join(' ', line.Split(' ').Select(word => word.TrimEnd(',')).Order(StringComparer.Ordinal))
            : line;

    [GeneratedRegex(@"^\s*- |^[a-z]+:\s*$")]
    private static partial Regex Fault();

    [GeneratedRegex("(is not valid [a-z0-9-]+): .*")]
    private static partial Regex Reason();
}
