using System.Diagnostics;
using Fairway.Charts;

namespace Fairway.Bench.Charts.Comparison;

/// <summary>The real helm's answers, each asked for twice to see what is random in it. They are kept in a folder, since
/// asking is slow.</summary>
/// <param name="programs">The helm of each line.</param>
/// <param name="kept">The folder.</param>
internal sealed class HelmAnswers(IReadOnlyDictionary<HelmLine, string> programs, string kept)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public async Task<(Answer First, Answer Second)> AskAsync(ChartCase chart, HelmLine line)
    {
        var file = Path.Combine(Folder(chart), Digit(line));
        return (await AskAsync(chart, line, file), await AskAsync(chart, line, $"{file}.b"));
    }

    /// <summary>Puts our answer beside helm's, for looking at what differs.</summary>
    public Task KeepAsync(ChartCase chart, HelmLine line, Answer ours) =>
        File.WriteAllTextAsync(Path.Combine(Folder(chart), $"{Digit(line)}.ours"), ours.Fault ?? ours.Output);

    private static string Digit(HelmLine line) => line == HelmLine.Three ? "3" : "4";

    private string Folder(ChartCase chart) =>
        Directory.CreateDirectory(Path.Combine(kept, chart.Name.Replace('/', '@').Replace(' ', '@'))).FullName;

    private async Task<Answer> AskAsync(ChartCase chart, HelmLine line, string file)
    {
        if (!File.Exists($"{file}.err"))
        {
            var (output, fault) = await RunAsync(chart, line);
            await File.WriteAllTextAsync($"{file}.out", output);
            await File.WriteAllTextAsync($"{file}.err", fault);
        }

        var told = await File.ReadAllTextAsync($"{file}.err");
        return new Answer(await File.ReadAllTextAsync($"{file}.out"), told.Length == 0 ? null : told);
    }

    private async Task<(string Output, string Fault)> RunAsync(ChartCase chart, HelmLine line)
    {
        var start = new ProcessStartInfo(programs[line])
        {
            ArgumentList =
            {
                "template", FairwayAnswers.Release, chart.Folder, "--namespace", FairwayAnswers.Namespace,
                "--kube-version", FairwayAnswers.KubeVersion,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (chart.Values is not null)
        {
            start.ArgumentList.Add("--values");
            start.ArgumentList.Add(chart.Values);
        }

        start.Environment["HELM_NO_PLUGINS"] = "1";
        start.Environment.Remove("KUBECONFIG");
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var fault = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        return process.ExitCode == 0 ? (await output, "") : (await output, $"{await fault} (exit {process.ExitCode})");
    }
}
