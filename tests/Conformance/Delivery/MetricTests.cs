using Fairway.Cli.Metrics;
using Fairway.Conformance.Hosts;
using Fairway.Delivery.Metrics;
using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>A real Prometheus decides whether a Release goes on.</summary>
[Collection(typeof(DeliveryCollection))]
public sealed class MetricTests(DeliveryFleet fleet)
{
    private const string Rules = """
        groups:
        - name: fleet
          rules: [{alert: Burning, expr: burning > 0, labels: {severity: critical} }]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_goes_on_by_what_prometheus_says_and_back_where_it_says_no()
    {
        using var target = new MetricsTarget();
        target.Say(Metrics("0.01"));
        await using var prometheus = await PrometheusServer.StartAsync(target, Rules, Cancel);
        await fleet.Meta().DoAsync("apply -f -", Pipeline(prometheus.Url));
        await fleet.InstallAsync("gauged", "1.0.0", "1.1.0", "1.2.0");

        await fleet.DoAsync("release create gauged-good gauged=1.1.0 -p measured -l fairway.dev/stage=canary");
        await fleet.Meta().DoAsync("wait frel/gauged-good --for=condition=Complete --timeout=60s");
        Assert.Equal("errors is 0.01; no alert fires", await GateAsync("gauged-good"));

        target.Say(Metrics("0.5"));
        await fleet.DoAsync("release create gauged-bad gauged=1.2.0 -p measured -l fairway.dev/stage=canary");
        await fleet.Meta().DoAsync("wait frel/gauged-bad --for=jsonpath={.status.phase}=RolledBack --timeout=60s");
        Assert.StartsWith("errors is 0.", await GateAsync("gauged-bad"), StringComparison.Ordinal);
        Assert.EndsWith(", and at most 0.05 is allowed", await GateAsync("gauged-bad"), StringComparison.Ordinal);
        Assert.StartsWith(
            "1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "gauged"), StringComparison.Ordinal);

        await AskedAsync(prometheus.Url);
    }

    [Fact]
    public async Task A_blocker_holds_as_long_as_prometheus_gives_its_query_anything()
    {
        using var target = new MetricsTarget();
        target.Say(Burning(1));
        await using var prometheus = await PrometheusServer.StartAsync(target, Rules, Cancel);
        await fleet.InstallAsync("blocked", "1.0.0", "1.1.0");
        await fleet.Meta().DoAsync("apply -f -", $$$"""
            apiVersion: fairway.dev/v1alpha1
            kind: ReleaseBlocker
            metadata: {name: burning}
            spec:
              component: blocked
              message: it burns
              metric:
                url: {{{prometheus.Url}}}
                query: burning{cluster="{cluster}"} > 0
                watched: burning{cluster="{cluster}"}
            """);
        await fleet.DoAsync(
            $"release create blocked-1 blocked=1.1.0 -p {DeliveryObjects.Install} -l fairway.dev/stage=canary");
        var query = $$"""burning{cluster="{{DeliveryFleet.Canary}}"} > 0""";
        await fleet.Meta().DoAsync("wait frb/burning --for=jsonpath={.status.readings[*].state}=Holding --timeout=60s");
        Assert.StartsWith(
            $"{query} gives burning{{cluster=\"{DeliveryFleet.Canary}\",",
            await fleet.Meta().DoAsync("get frb burning -o jsonpath={.status.readings[0].says}"),
            StringComparison.Ordinal);
        Assert.Contains("it burns", await WaitsAsync("blocked-1"), StringComparison.Ordinal);

        target.Say(Burning(0));
        await fleet.Meta().DoAsync("wait frel/blocked-1 --for=condition=Complete --timeout=60s");
        await fleet.Meta().DoAsync("delete frb burning");
    }

    private Task<string> WaitsAsync(string release) => fleet.Meta().DoAsync(
        $"get frel {release} -o jsonpath={{.status.conditions[?(@.type==\"Progressing\")].message}}");

    private static string Burning(int value) => $"burning{{cluster=\"{DeliveryFleet.Canary}\"}} {value}\n";

    // The source alone: what a query gives, none, several, one that is wrong, and nobody there.
    private static async Task AskedAsync(string url)
    {
        using var source = new PrometheusSource();
        var now = TimeProvider.System.GetUtcNow();
        var query = new MetricQuery(url, "errors", now.AddSeconds(-3), now, TimeSpan.FromSeconds(1));

        var series = await source.ReadAsync(query, Cancel);
        Assert.StartsWith($"errors{{cluster=\"{DeliveryFleet.Canary}\",", series[0].Name, StringComparison.Ordinal);
        Assert.InRange(series[0].Samples.Count, 2, 4);
        Assert.Empty(await source.ReadAsync(query with { Text = "nothing" }, Cancel));
        var none = await source.ReadAsync(query with { Text = "vector(0)/0" }, Cancel);
        Assert.True(double.IsNaN(none[0].Samples[0].Value));
        var wrong = await Assert.ThrowsAsync<MetricSourceException>(
            () => source.ReadAsync(query with { Text = "sum(" }, Cancel));
        Assert.Contains("refuses the query: 1:5: parse error", wrong.Message, StringComparison.Ordinal);
        var nobody = $"http://127.0.0.1:{FreePort.Next()}";
        var silent = await Assert.ThrowsAsync<MetricSourceException>(
            () => source.ReadAsync(query with { Url = nobody }, Cancel));
        Assert.StartsWith($"{nobody} does not answer: ", silent.Message, StringComparison.Ordinal);
    }

    private Task<string> GateAsync(string release) => fleet.Meta(DeliveryFleet.Canary).DoAsync(
        $"get fcr {release} -o jsonpath={{.status.gates[?(@.gate==\"metrics/after\")].says}}");

    private static string Metrics(string errors) =>
        $"errors{{cluster=\"{DeliveryFleet.Canary}\"}} {errors}\nburning{{cluster=\"other\"}} 1\n";

    private static string Pipeline(string url) => $$$"""
        apiVersion: fairway.dev/v1alpha1
        kind: ReleasePipeline
        metadata: {name: measured}
        spec:
          stages:
          - {name: everywhere, selector: {} }
          stepDeadline: 30s
          metrics:
            url: {{{url}}}
            checks:
            - {name: errors, query: 'errors{cluster="{cluster}"}', max: "0.05", minSamples: 2, interval: 1s}
            alerts: {matchers: 'cluster="{cluster}"', watched: 'errors{cluster="{cluster}"}'}
        """;
}
