using System.Diagnostics;
using Fairway.Bench.Programs;
using Fairway.Charts;

namespace Fairway.Bench.Charts.Comparison;

/// <summary>
/// Renders every chart below a folder by both lines of the real helm and by Fairway, and tells how many are equal and
/// why the others are not. Not part of CI: the charts are public ones, which are not in the repository.
/// </summary>
internal static class ChartComparison
{
    /// <param name="root">The folder of charts.</param>
    /// <param name="kept">A folder for helm's answers, which are asked for once.</param>
    /// <param name="part">Only cases whose names hold this.</param>
    public static async Task RunAsync(string root, string kept, string part)
    {
        var helms = new HelmAnswers(
            new Dictionary<HelmLine, string>
            {
                [HelmLine.Three] = Helm("FAIRWAY_HELM_3", "kubectl-v31"),
                [HelmLine.Four] = Helm("FAIRWAY_HELM_4", "kubectl-v36"),
            },
            kept);
        var cases = ChartCase.Find(root).Where(chart => chart.Name.Contains(part, StringComparison.Ordinal)).ToList();
        foreach (var line in (HelmLine[])[HelmLine.Four, HelmLine.Three])
        {
            var counts = new SortedDictionary<Likeness, int>();
            foreach (var chart in cases)
            {
                var (first, second) = await helms.AskAsync(chart, line);
                var began = Stopwatch.GetTimestamp();
                var ours = FairwayAnswers.Ask(chart, line, DateTimeOffset.UtcNow);
                var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                var verdict = Verdict.Of(
                    first, second, ours, () => FairwayAnswers.Ask(chart, line, DateTimeOffset.UtcNow.AddDays(400)));
                counts[verdict.Likeness] = counts.GetValueOrDefault(verdict.Likeness) + 1;
                await helms.KeepAsync(chart, line, ours);
                Console.WriteLine($"{line} {verdict.Likeness} {chart.Name} ({took:0} ms) {verdict.Reason}");
            }

            Console.WriteLine($"Helm {line}: {cases.Count} renderings: "
                + string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")));
        }
    }

    private static string Helm(string variable, string folder) =>
        Environment.GetEnvironmentVariable(variable)
            ?? Path.Combine(RepositoryRoot.Find(), ".cache", folder, "helm");
}
