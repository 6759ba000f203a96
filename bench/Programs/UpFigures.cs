using System.Diagnostics;
using System.Globalization;

namespace Fairway.Bench.Programs;

/// <summary>
/// <c>bench up [CLUSTERS NODES]</c>: how long <c>fairway up</c> takes from the start of its process to the line that
/// says that it is ready, on a new data folder and on one that it left, and what it takes then.
/// </summary>
internal static class UpFigures
{
    private const int Rounds = 5;

    public static async Task RunAsync(string[] arguments)
    {
        var clusters = arguments.ElementAtOrDefault(0) ?? "12";
        var nodes = arguments.ElementAtOrDefault(1) ?? "100";
        var program = Path.Combine(RepositoryRoot.Find(), "artifacts/bin/Fairway.Cli/release/fairway");
        if (!File.Exists(program))
        {
            Console.Error.WriteLine($"{program} is missing: dotnet build src/Fairway.Cli -c Release");
            return;
        }

        var data = Path.Combine(Path.GetTempPath(), $"fairway-bench-{Environment.ProcessId}");
        var (fresh, again) = (new List<Run>(), new List<Run>());
        for (var i = 0; i < Rounds; i++)
        {
            string[] up = ["up", "--clusters", clusters, "--nodes", nodes, "--port", "0", "--data", data];
            fresh.Add(await RunAsync(program, up));
            again.Add(await RunAsync(program, up));
            Directory.Delete(data, recursive: true);
        }

        Say($"up --clusters {clusters} --nodes {nodes}", fresh);
        Say("  the same again, on its data folder", again);
    }

    private static void Say(string what, List<Run> runs) => Figure.Say(
        what,
        $"ready in {Figure.Median(runs.Select(static r => r.Seconds)):n2} s "
            + $"(longest {runs.Max(static r => r.Seconds):n2}), "
            + $"processor {Figure.Median(runs.Select(static r => r.Busy)):n2} s; "
            + $"{Figure.Median(runs.Select(static r => r.Ready)):n0} MB then, "
            + $"{Figure.Median(runs.Select(static r => r.Later)):n0} MB 5 s later; "
            + $"stopped in {Figure.Median(runs.Select(static r => r.Stop)):n2} s");

    private static async Task<Run> RunAsync(string program, string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("fairway ended before it was ready");
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var busy = process.TotalProcessorTime.TotalSeconds;
        var ready = Megabytes(process);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var later = Megabytes(process);
        start = Stopwatch.GetTimestamp();
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        using var stop = Process.Start("kill", ["-TERM", id]);
        await process.WaitForExitAsync();
        return new Run(seconds, busy, ready, later, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static double Megabytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / (double)(1 << 20);
    }

    private sealed record Run(double Seconds, double Busy, double Ready, double Later, double Stop);
}
