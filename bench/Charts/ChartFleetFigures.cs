using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Bench.Programs;
using Fairway.Charts;

namespace Fairway.Bench.Charts;

/// <summary>
/// One plan of a fleet: 200 charts for 300 clusters, each with values of its own, on two threads. The charts are the
/// sample charts, each under many names and so compiled as often; or those of a folder that render with their own
/// values.
/// </summary>
internal static class ChartFleetFigures
{
    private const int Charts = 200;
    private const int Clusters = 300;
    private const int Threads = 2;

    public static void Run(string? folder)
    {
        var charts = folder is null ? Samples() : Usable(folder);
        var before = Process.GetCurrentProcess().WorkingSet64;
        var (bytes, allocated) = (0L, GC.GetTotalAllocatedBytes());
        var began = Stopwatch.GetTimestamp();
        Parallel.For(
            0, charts.Count * Clusters, new ParallelOptions { MaxDegreeOfParallelism = Threads },
            pair => Interlocked.Add(ref bytes, Render(charts[pair / Clusters], pair % Clusters).Manifest.Length));
        var took = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var what = $"{charts.Count} charts x {Clusters} clusters";
        Figure.Say($"{what}: all, on {Threads} threads", Text(took.TotalSeconds, "s"));
        Figure.Say($"{what}: manifests made", Text(bytes / 1e6, "MB"));
        Figure.Say($"{what}: allocated for each byte of them", Text((double)allocated / bytes, "bytes"));
        Figure.Say($"{what}: memory before", Text(before / 1e6, "MB"));
        Figure.Say($"{what}: peak memory", Text(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "MB"));
    }

    private static List<Chart> Samples()
    {
        var folders = SampleFolders.All;
        return [.. Enumerable.Range(0, Charts).Select(i => Load(folders[i % folders.Count]))];
    }

    /// <summary>In the order of their names, those that make something out of their own values in a moment.</summary>
    private static List<Chart> Usable(string folder)
    {
        var charts = new List<Chart>();
        foreach (var found in Comparison.ChartCase.Find(folder).Where(chart => chart.Values is null))
        {
            try
            {
                var chart = Load(found.Folder);
                var began = Stopwatch.GetTimestamp();
                _ = Render(chart, 0);
                if (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1))
                {
                    charts.Add(chart);
                }
            }
            catch (ChartException)
            {
                // A chart that asks for values, or a library.
            }

            if (charts.Count == Charts)
            {
                break;
            }
        }

        return charts;
    }

    private static Chart Load(string folder) => ChartArchive.Load(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/templates/.", StringComparison.Ordinal))
            .ToDictionary(
                file => Path.GetRelativePath(folder, file),
                file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file),
                StringComparer.Ordinal));

    private static RenderedChart Render(Chart chart, int cluster) => chart.Render(
        new RenderInput("rel", "ops")
        {
            ApiVersions = HelmDefaults.ApiVersions(HelmLine.Four),
            Values = new JsonObject { ["region"] = $"region-{cluster}", ["replicas"] = 1 + (cluster % 9) },
        });

    private static string Text(double figure, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure,10:N1} {unit}");
}
