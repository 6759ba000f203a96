using System.Text.Json.Nodes;
using Fairway.Kube.Objects;
using Fairway.Kube.Timing;
using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Events;

/// <summary>
/// Writes events (events.k8s.io/v1). Repetitions become a series with a count; too many are dropped, and so are those
/// that cannot be written. Events are for people who look, never a record: evidence belongs elsewhere.
/// </summary>
public sealed partial class EventRecorder(IKubeApi api, EventOptions options, KubeEnvironment environment)
{
    private const int Tries = 4;
    private const int LongestNote = 1024;

    private readonly EventBook _book = new(options, environment.Time);
    private readonly TokenBucket _bucket = new(options.PerSecond, options.Burst, environment.Time);
    private readonly Pulse _noted = new();
    private readonly ILogger _log = environment.Logs.CreateLogger("Fairway.Kube.Events");

    /// <summary>
    /// Notes that something happened. Returns at once and never throws; <see cref="RunAsync"/> writes it.
    /// </summary>
    public void Record(KubeEvent happened)
    {
        if (_book.Note(happened))
        {
            _noted.Fire();
        }
        else
        {
            KubeMetrics.EventDropped(options.Controller);
        }
    }

    /// <summary>
    /// Writes what is noted, until cancelled; ends then without an exception, and leaves what is not written yet.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var noted = _noted.NextAsync(cancel);
                var (series, wait) = _book.Next();
                if (series is null)
                {
                    await _noted.WithinAsync(noted, wait, environment.Time, cancel);
                    continue;
                }

                await Task.Delay(WholeMilliseconds.Up(_bucket.Take()), environment.Time, cancel);
                await WriteAsync(series, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task WriteAsync(EventSeries series, CancellationToken cancel)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), environment.Jitter);
        for (var attempt = 1; ; attempt++)
        {
            var (count, lastAt) = _book.Read(series);
            try
            {
                await (series.SentCount == 0
                    ? CreateAsync(series, count, lastAt, cancel)
                    : UpdateAsync(series, count, lastAt, cancel));
                _book.Sent(series, count);
                return;
            }
            catch (KubeApiException e) when (attempt >= Tries || e.Status is >= 400 and < 500 and not 429)
            {
                // An event that cannot be written is no reason to stop; its namespace may be gone, say.
                KubeMetrics.EventDropped(options.Controller);
                NotWritten(_log, series.Namespace, series.Name, e.Message);
                _book.Sent(series, count);
                return;
            }
            catch (KubeApiException)
            {
                await Task.Delay(backoff.Next(), environment.Time, cancel);
            }
        }
    }

    private Task CreateAsync(EventSeries series, int count, DateTimeOffset lastAt, CancellationToken cancel)
    {
        var first = series.First;
        var body = new JsonObject
        {
            ["apiVersion"] = KubeResources.Events.ApiVersion,
            ["kind"] = KubeResources.Events.Kind,
            ["metadata"] = new JsonObject { ["name"] = series.Name, ["namespace"] = series.Namespace },
            ["eventTime"] = MicroTime.Text(series.FirstAt),
            ["reportingController"] = options.Controller,
            ["reportingInstance"] = options.Instance,
            ["type"] = first.IsWarning ? "Warning" : "Normal",
            ["reason"] = first.Reason,
            ["action"] = first.Action,
            ["note"] = EventNote.Cut(first.Note, LongestNote),
            ["regarding"] = Reference(first.Regarding),
        };
        if (first.Related is { } related)
        {
            body["related"] = Reference(related);
        }

        if (count > 1)
        {
            body["series"] = Series(count, lastAt);
        }

        return api.CreateAsync(KubeResources.Events, series.Namespace, body, null, cancel);
    }

    private Task UpdateAsync(EventSeries series, int count, DateTimeOffset lastAt, CancellationToken cancel)
    {
        var key = new ObjectKey(series.Namespace, series.Name);
        var patch = new JsonObject { ["series"] = Series(count, lastAt) };
        return api.MergePatchAsync(KubeResources.Events, key, patch, null, cancel);
    }

    private static JsonObject Series(int count, DateTimeOffset lastAt) =>
        new() { ["count"] = count, ["lastObservedTime"] = MicroTime.Text(lastAt) };

    private static JsonObject Reference(ObjectReference item)
    {
        var reference = new JsonObject
        {
            ["apiVersion"] = item.ApiVersion,
            ["kind"] = item.Kind,
            ["name"] = item.Key.Name,
        };
        if (item.Key.Namespace is { } ns)
        {
            reference["namespace"] = ns;
        }

        if (item.Uid.Length > 0)
        {
            reference["uid"] = item.Uid;
        }

        return reference;
    }

    [LoggerMessage(LogLevel.Warning, "Event {Namespace}/{Name} was not written: {Message}")]
    private static partial void NotWritten(ILogger log, string @namespace, string name, string message);
}
