using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Conformance.Delivery;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Managing;

/// <summary>A real Prometheus scrapes a manager, and its queries find what happened.</summary>
public sealed class ObservedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_finds_a_release_that_went_through()
    {
        var port = FreePort.Next();
        await using var fleet = new DeliveryFleet("--metrics-address", string.Create(
            CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        await fleet.InitializeAsync();
        await using var prometheus = await PrometheusServer.StartAsync(port, "groups: []", Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(prometheus.Url) };
        await fleet.InstallAsync("seen", "1.0.0");

        // The first scrape comes some seconds after the start; each later one a second after the one before.
        await UntilAsync(client, "fairway_releases{phase=\"Succeeded\"}", "1");
        await UntilAsync(client, "fairway_cluster_releases{phase=\"Succeeded\"}", "3");
        await UntilAsync(client, "fairway_clusters{ready=\"true\"}", "3");
        await UntilAsync(client, "count(fairway_act_delay_seconds_count{act=\"configure\"} == 3)", "1");
        await UntilAsync(client, "sum(fairway_steps_granted_total) >= bool 3", "1");
        await UntilAsync(client, "sum(fairway_acts_total{act=\"record-good\"})", "3");
        await UntilAsync(client, "fairway_shards_held{group=\"fairway-manager\"}", "4");
        await UntilAsync(
            client,
            "count(sum by (cluster) (fairway_api_requests_total{verb=\"apply\",cluster=~\"cluster-.*\"}) > 0)",
            "3");
        await UntilAsync(
            client, "sum(fairway_metadb_duration_seconds_count{call=\"commit\",outcome=\"ok\"}) > bool 6", "1");
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/readyz"), Cancel));
    }

    /// <summary>Asks until the query gives one series of this value: what was scraped last may be older than what
    /// happened.</summary>
    private static async Task UntilAsync(HttpClient client, string query, string value)
    {
        var path = new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative);
        var seen = "";
        for (var attempt = 0; attempt < 120; attempt++)
        {
            seen = await client.GetStringAsync(path, Cancel);
            if (JsonNode.Parse(seen)!["data"]!["result"]!.AsArray() is [{ } one] && (string?)one["value"]![1] == value)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Cancel);
        }

        Assert.Fail($"{query} is not {value} within 30 s but {seen}");
    }
}
