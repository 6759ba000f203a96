using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Delivery.Metrics;

namespace Fairway.Cli.Metrics;

/// <summary>Asks Prometheus, or what speaks its API (prometheus.io/docs/prometheus/latest/querying/api).</summary>
internal sealed class PrometheusSource : IMetricSource, IDisposable
{
    private const int LargestAnswer = 4 << 20;

    private readonly HttpClient client = new()
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MetricSeries>> ReadAsync(MetricQuery query, CancellationToken cancel)
    {
        try
        {
            using var form = new FormUrlEncodedContent(Form(query));
            var place = new Uri($"{query.Url.TrimEnd('/')}/api/v1/query_range");
            using var answer = await client.PostAsync(place, form, cancel);
            var body = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return (string?)body?["status"] == "success"
                ? [.. body["data"]!["result"]!.AsArray().Select(Series)]
                : throw new MetricSourceException(
                    $"{query.Url} refuses the query: {(string?)body?["error"] ?? $"{(int)answer.StatusCode}"}");
        }
        catch (Exception e) when (IsOfTheSource(e) && !cancel.IsCancellationRequested)
        {
            throw new MetricSourceException($"{query.Url} does not answer: {e.Message}", e);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => client.Dispose();

    private static bool IsOfTheSource(Exception e) => e is HttpRequestException or OperationCanceledException
        or JsonException or UriFormatException or InvalidOperationException or FormatException;

    private static IEnumerable<KeyValuePair<string, string>> Form(MetricQuery query) =>
    [
        new("query", query.Text),
        new("start", Seconds(query.From)),
        new("end", Seconds(query.Until)),
        new("step", query.Step.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Seconds(DateTimeOffset moment) =>
        (moment.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);

    private static MetricSeries Series(JsonNode? series)
    {
        var labels = series!["metric"]!.AsObject();
        var name = (string?)labels["__name__"] ?? "";
        var others = labels.Where(label => label.Key != "__name__").OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}=\"{label.Value}\"");
        return new MetricSeries(
            $"{name}{{{string.Join(',', others)}}}", [.. series["values"]!.AsArray().Select(Sample)]);
    }

    private static MetricSample Sample(JsonNode? pair) => new(
        DateTimeOffset.FromUnixTimeMilliseconds((long)(pair![0]!.GetValue<double>() * 1000)),
        Value((string)pair[1]!));

    private static double Value(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
