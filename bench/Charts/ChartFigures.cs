using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Bench.Programs;
using Fairway.Charts;

namespace Fairway.Bench.Charts;

/// <summary>
/// Renderings of the sample charts, in process and by a process of the real helm for each, side by side in one run.
/// Helm is
/// taken from FAIRWAY_HELM_4, or from where ./test put it.
/// </summary>
internal static class ChartFigures
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        var helm = Environment.GetEnvironmentVariable("FAIRWAY_HELM_4")
            ?? Path.Combine(RepositoryRoot.Find(), ".cache", "kubectl-v36", "helm");
        foreach (var folder in SampleFolders.All)
        {
            await RunAsync(folder, helm);
        }
    }

    private static async Task RunAsync(string folder, string helm)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file));
        var name = Path.GetFileName(folder);
        var began = Stopwatch.GetTimestamp();
        var chart = ChartArchive.Load(files);
        var text = Render(chart, 0).Manifest;
        var cold = Stopwatch.GetElapsedTime(began);

        _ = Rate(chart, Warm);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        _ = Render(chart, 1);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var ours = Rate(chart, Long);
        var theirs = await HelmRateAsync(helm, folder);

        Figure.Say($"{name}: {text.Length} bytes, loaded and rendered, cold", Text(cold.TotalMilliseconds, "ms"));
        Figure.Say($"{name}: renderings a second, one thread", Text(ours, $"({allocated / 1024} KiB each)"));
        Figure.Say($"{name}: processes of helm a second", Text(theirs, ""));
        Figure.Say($"{name}: ratio", Text(ours / theirs, "times"));
    }

    /// <summary>Each rendering has other values, as each cluster has.</summary>
    private static RenderedChart Render(Chart chart, int cluster) => chart.Render(
        new RenderInput("rel", "ops")
        {
            Values = new JsonObject { ["region"] = $"region-{cluster % 300}", ["replicas"] = 1 + (cluster % 9) },
        });

    private static double Rate(Chart chart, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(began) < time; count++)
        {
            _ = Render(chart, count);
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> HelmRateAsync(string helm, string folder)
    {
        var began = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(began) < Long; count++)
        {
            var start = new ProcessStartInfo(helm)
            {
                ArgumentList = { "template", "rel", folder, "--namespace", "ops", "--set", $"region=region-{count}" },
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            _ = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"helm ended with exit code {process.ExitCode}");
            }
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static string Text(double figure, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure,10:N1} {unit}");
}
