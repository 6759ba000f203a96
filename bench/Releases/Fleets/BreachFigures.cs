using System.Diagnostics;
using System.Globalization;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Delivery.Metrics;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>
/// <c>bench releases breach CLUSTERS [far]</c>: in the middle of a Release, a tenth of the clusters at once, an alert
/// fires, or somebody makes an EmergencyStop. How long until the last write to a cluster was begun.
/// </summary>
internal static class BreachFigures
{
    private const int Rounds = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private const string TenthAtOnce = """
        {"rollback":"Manual","stages":[{"name":"all","selector":{},"maxConcurrency":"10%"}],
         "metrics":{"url":"http://prometheus","alerts":{"matchers":"severity=\"page\"","watched":"up"}}}
        """;

    public static async Task RunAsync(int clusters, string? far)
    {
        foreach (var isStop in new[] { false, true })
        {
            var rounds = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add(await RoundAsync(clusters, far, isStop));
            }

            var what = isStop ? "an EmergencyStop is acknowledged" : "an alert fires";
            var each = rounds.Select(one => one.ToString("N2", CultureInfo.InvariantCulture));
            Figure.Say(
                $"{clusters} clusters, {what}: until the last act is begun",
                $"{Figure.Median(rounds):N2} s ({string.Join(", ", each)})");
        }
    }

    /// <returns>Seconds from the first answer that says so to the begin of the last write to a tenant.</returns>
    private static async Task<double> RoundAsync(int clusters, string? far, bool isStop)
    {
        var alerts = new Alerts();
        using var fleet = new ReleaseFleet(clusters, FleetReleaseFigures.LinesOf(far)) { Metrics = alerts };
        await fleet.PrepareAsync(TenthAtOnce);
        var chart = SmallChart.Make(0);
        await fleet.DeclareAsync(chart, "1.0.0");
        fleet.Start();
        await fleet.ReleaseAsync("first", new ReleaseChange { Component = chart.Name, Version = "1.0.0" });
        await fleet.UntilAsync(all => all.Any(one => one.Status?.Done >= clusters / 3));
        if (isStop)
        {
            var reason = new System.Text.Json.Nodes.JsonObject { ["reason"] = "the bench says so" };
            await fleet.PostAsync<EmergencyStop>("stop", reason);
            alerts.Told = Stopwatch.GetTimestamp();
        }
        else
        {
            alerts.Fire = true;
            await fleet.UntilAsync(all => all.Any(one => one.Status?.FinishedAt is not null));
        }

        await Task.Delay(Quiet);
        var seconds = Stopwatch.GetElapsedTime(alerts.Told, fleet.ToTenants.LastWrite).TotalSeconds;
        var done = fleet.Releases.All.First().Value.Status;
        await fleet.StopAsync();
        Console.WriteLine($"  {done?.Phase}, {done?.Done} of {done?.Clusters} done");
        return Math.Max(0, seconds);
    }

    /// <summary>Every cluster is watched; alerts fire from a moment on.</summary>
    private sealed class Alerts : IMetricSource
    {
        private long told;

        public bool Fire { get; set; }

        /// <summary>When somebody was told first.</summary>
        public long Told
        {
            get => Interlocked.Read(ref told);
            set => Interlocked.CompareExchange(ref told, value, 0);
        }

        public Task<IReadOnlyList<MetricSeries>> ReadAsync(MetricQuery query, CancellationToken cancel)
        {
            var isFiring = Fire;
            if (query.Text.StartsWith("ALERTS", StringComparison.Ordinal) && !isFiring)
            {
                return Task.FromResult<IReadOnlyList<MetricSeries>>([]);
            }

            if (isFiring && query.Text.StartsWith("ALERTS", StringComparison.Ordinal))
            {
                Told = Stopwatch.GetTimestamp();
            }

            return Task.FromResult<IReadOnlyList<MetricSeries>>(
                [new MetricSeries("up", [new MetricSample(query.Until, 1)])]);
        }
    }
}
