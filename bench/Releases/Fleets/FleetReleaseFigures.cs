using System.Diagnostics;
using System.Globalization;
using Fairway.Api.Releases;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>
/// <c>bench releases fleet CLUSTERS RELEASES [far]</c>: so many Releases at once, of three stages and without waits,
/// over so many clusters, by the real manager in real time; <c>far</c>: 50 ms to every tenant, and one call of a
/// hundred turned away with 429.
/// </summary>
internal static class FleetReleaseFigures
{
    private const double Mebi = 1 << 20;

    /// <summary>A pipeline of three stages, each all at once.</summary>
    public const string NoWaits = """
        {"stages":[
          {"name":"testing","selector":{"matchLabels":{"fairway.dev/stage":"testing"}},"maxConcurrency":"100%"},
          {"name":"canary","selector":{"matchLabels":{"fairway.dev/stage":"canary"}},"maxConcurrency":"100%"},
          {"name":"production","selector":{"matchLabels":{"fairway.dev/stage":"production"}},"maxConcurrency":"100%"}]}
        """;

    /// <summary>The lines to the tenants.</summary>
    public static Lines LinesOf(string? far) =>
        far == "far" ? new(TimeSpan.FromMilliseconds(50), 100) : new(default, 0);

    public static async Task RunAsync(int clusters, int releases, string? far)
    {
        using var fleet = new ReleaseFleet(clusters, LinesOf(far));
        await fleet.PrepareAsync(NoWaits);
        for (var number = 0; number < releases; number++)
        {
            await fleet.DeclareAsync(SmallChart.Make(number), "1.0.0", "1.1.0");
        }

        var before = Environment.CpuUsage.TotalTime;
        fleet.Start();
        await Task.Delay(TimeSpan.FromSeconds(3));
        Figure.Say($"{clusters} clusters, manager begun", $"{Busy(before):N2} s of processor in 3 s");
        foreach (var version in new[] { "1.0.0", "1.1.0" })
        {
            await RollAsync(fleet, releases, version);
        }

        GC.Collect();
        Figure.Say(
            "  memory", $"{GC.GetTotalMemory(true) / Mebi:N0} MB of heap, {Environment.WorkingSet / Mebi:N0} MB");
        await fleet.StopAsync();
    }

    private static async Task RollAsync(ReleaseFleet fleet, int releases, string version)
    {
        fleet.ToMeta.Forget();
        fleet.ToTenants.Forget();
        var (busy, writes, bytes) = (Environment.CpuUsage.TotalTime, fleet.Revisions, GC.GetTotalAllocatedBytes());
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < releases; number++)
        {
            var chart = SmallChart.Make(number);
            await fleet.ReleaseAsync(
                $"{chart.Name}-{version}", new ReleaseChange { Component = chart.Name, Version = version });
        }

        await fleet.UntilAsync(all => all.Count(one =>
            one.Metadata.Name.EndsWith(version, StringComparison.Ordinal) && one.Status?.FinishedAt is not null)
            == releases);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var pairs = (double)fleet.Clusters * releases;
        var ended = fleet.Releases.All.Select(item => $"{item.Value.Status?.Phase}").Distinct();
        var (toMeta, toTenants) = (fleet.ToMeta, fleet.ToTenants);
        Figure.Say(
            $"{releases} Releases of {version} over {fleet.Clusters} clusters",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds:N2} s ({string.Join(", ", ended)}); a cluster-release: ")
            + string.Create(CultureInfo.InvariantCulture, $"{Busy(busy) * 1000 / pairs:N1} ms of processor, ")
            + $"{(GC.GetTotalAllocatedBytes() - bytes) / 1024 / pairs:N0} kB, "
            + $"{(fleet.Revisions - writes) / pairs:N1} writes, "
            + $"calls: {toMeta.Reads / pairs:N1} + {toMeta.Writes / pairs:N1} to meta, "
            + $"{toTenants.Reads / pairs:N1} + {toTenants.Writes / pairs:N1} to tenants");
        Most("meta", fleet.ToMeta, pairs);
        Most("tenants", fleet.ToTenants, pairs);
    }

    private static void Most(string whom, Lines lines, double pairs) => Console.WriteLine(
        $"  {whom}: {string.Join(", ", lines.Most.Take(14).Select(one => $"{one.Key} {one.Value / pairs:N2}"))}");

    private static double Busy(TimeSpan before) => (Environment.CpuUsage.TotalTime - before).TotalSeconds;
}
