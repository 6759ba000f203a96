namespace Fairway.Conformance.Transcripts;

/// <summary>The report of a replay for a reader at a terminal.</summary>
internal static class ReplayReport
{
    /// <summary>
    /// Writes the steps that differ, unless <paramref name="differences"/> is 0, and the counts by area.
    /// </summary>
    public static async Task WriteAsync(IReadOnlyList<ScenarioResult> results, int differences, TextWriter output)
    {
        var sorted = results.OrderBy(result => result.Scenario.Title, StringComparer.Ordinal).ToList();
        foreach (var result in sorted.Where(result => differences > 0 && !result.IsEqual))
        {
            await output.WriteLineAsync(result.Describe(differences));
        }

        await output.WriteLineAsync($"{"scenario", -52}  steps equal");
        foreach (var result in sorted.Where(result => !result.IsEqual))
        {
            await output.WriteLineAsync($"{result.Scenario.Title, -52}  {Steps([result])}");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"{"area", -18}{"scenarios", 12}{"steps", 14}");
        foreach (var area in sorted.GroupBy(result => result.Scenario.Area))
        {
            await output.WriteLineAsync(Line(area.Key, [.. area]));
        }

        await output.WriteLineAsync(Line("all", sorted));
    }

    private static string Line(string name, IReadOnlyList<ScenarioResult> results) =>
        $"{name, -18}{$"{results.Count(result => result.IsEqual)}/{results.Count}", 12}{Steps(results), 14}";

    private static string Steps(IReadOnlyList<ScenarioResult> results)
    {
        var steps = results.SelectMany(result => result.Steps).ToList();
        return $"{steps.Count(step => step.IsEqual)}/{steps.Count}";
    }
}
