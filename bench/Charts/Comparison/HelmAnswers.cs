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
        var folder = Path.Combine(kept, chart.Name.Replace('/', '@').Replace(' ', '@'));
        Directory.CreateDirectory(folder);
        var digit = line == HelmLine.Three ? "3" : "4";
        return (await AskAsync(chart, line, Path.Combine(folder, digit)),
            await AskAsync(chart, line, Path.Combine(folder, $"{digit}.b")));
    }

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
