using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Caching;
using Fairway.Kube.Hooks;
using Fairway.Kube.Objects;
using Fairway.Kube.Requests;
using Fairway.Kube.Statuses;
using Fairway.Kube.Timing;
using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Watching;

/// <summary>
/// Keeps a sink equal to what the server has: everything first (as a streamed list, or by list where the server refuses
/// that), then each change, through disconnects and forgotten versions, without ever polling.
/// </summary>
internal sealed class Reflector(
    IKubeApi api, KubeResource resource, CacheScope scope, IReflectorSink sink, KubeEnvironment environment)
{
    private const int PageSize = 500;

    private static readonly TimeSpan DeadlineGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TooShort = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff =
        new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30), environment.Jitter);

    private readonly ILogger _log = environment.Logs.CreateLogger("Fairway.Kube.Watching");
    private readonly Lock _lock = new();
    private ResourceVersion _resume;
    private bool _streams = true;
    private CancellationTokenSource? _session;
    private bool _relistWanted;

    /// <summary>Runs until cancelled; ends then without an exception.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await RunSessionAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Reads everything anew, starting now.</summary>
    public void Relist()
    {
        lock (_lock)
        {
            _relistWanted = true;

            // Under the lock, because the session is disposed of right after it has left.
            _session?.Cancel();
        }
    }

    private async Task RunSessionAsync(CancellationToken cancel)
    {
        var watchFor = environment.Jitter.Shorten(environment.WatchFor, 0.5);
        using var deadline = new CancellationTokenSource(watchFor + DeadlineGrace, environment.Time);
        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        Enter(session);
        var began = environment.Time.GetTimestamp();
        try
        {
            await FollowAsync(watchFor, session.Token);
            KubeMetrics.WatchRestarted(resource.Plural, "ended");
            Leave(began);
            if (environment.Time.GetElapsedTime(began) < TooShort)
            {
                await PauseAsync(null, cancel);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The deadline, or a wanted relist: the next session sees which. Or neither: the transport gave up by
            // itself (it is being closed, say), and asking it again at once would go round and round.
            KubeMetrics.WatchRestarted(resource.Plural, "ended");
            Leave(began);
            if (!session.IsCancellationRequested)
            {
                await PauseAsync(null, cancel);
            }
        }
        catch (Exception e) when (e is KubeApiException or JsonException)
        {
            Leave(began);
            await RecoverAsync(e, cancel);
        }
    }

    private void Enter(CancellationTokenSource session)
    {
        lock (_lock)
        {
            _session = session;
            if (_relistWanted)
            {
                _relistWanted = false;
                _resume = ResourceVersion.None;
            }
        }
    }

    private void Leave(long began)
    {
        lock (_lock)
        {
            _session = null;
        }

        if (environment.Time.GetElapsedTime(began) >= HealthyAfter)
        {
            _backoff.Reset();
        }
    }

    private async Task FollowAsync(TimeSpan watchFor, CancellationToken cancel)
    {
        if (!_resume.IsNone)
        {
            await using var watch = await OpenAsync(watchFor, streamed: false, cancel);
            await PumpAsync(watch, cancel);
        }
        else if (_streams)
        {
            sink.BeginReplacement();
            await using var watch = await OpenAsync(watchFor, streamed: true, cancel);
            await ReadStreamedListAsync(watch, cancel);
            await PumpAsync(watch, cancel);
        }
        else
        {
            await ListAsync(cancel);
        }
    }

    private Task<IKubeWatch> OpenAsync(TimeSpan watchFor, bool streamed, CancellationToken cancel)
    {
        var parameters = scope.ToQuery().Parameters();
        parameters.Add(new("watch", "true"));
        parameters.Add(new("allowWatchBookmarks", "true"));
        var seconds = Math.Ceiling(watchFor.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        parameters.Add(new("timeoutSeconds", seconds));
        if (streamed)
        {
            parameters.Add(new("sendInitialEvents", "true"));
            parameters.Add(new("resourceVersionMatch", "NotOlderThan"));
        }
        else
        {
            parameters.Add(new("resourceVersion", _resume.ToString()));
        }

        var path = resource.CollectionPath(scope.Namespace);
        return api.WatchAsync(new KubeRequest { Method = "GET", Path = path, Query = parameters }, cancel);
    }

    private async Task ReadStreamedListAsync(IKubeWatch watch, CancellationToken cancel)
    {
        while (await ReadAsync(watch, isInitial: true, cancel) is { } frame)
        {
            switch (frame.Type)
            {
                case WatchEventType.Error:
                    throw KubeFailure.FromEvent(frame.Object);
                case WatchEventType.Bookmark when InitialEventsEnd.IsOn(frame.Object.Span):
                    Commit(ObjectHeadReader.Read(frame.Object.Span).Version);
                    return;
                case WatchEventType.Added:
                    sink.Stage(frame.Object);
                    break;
                default:
                    throw NoMark($"a {frame.Type} event came first");
            }
        }

        throw NoMark("the stream ended first");
    }

    private static KubeApiException NoMark(string why) =>
        new(422, "NoInitialEventsEnd", $"The server never marked the end of the streamed list: {why}.");

    private async Task ListAsync(CancellationToken cancel)
    {
        sink.BeginReplacement();
        var query = scope.ToQuery() with { Limit = PageSize };
        ListPage page;
        do
        {
            var response = await api.ListAsync(resource, query, cancel);
            page = sink.StagePage(response.Body);
            query = query with { Continue = page.Continue };
        }
        while (page.Continue is not null);

        Commit(page.Version);
    }

    private void Commit(ResourceVersion version)
    {
        sink.CommitReplacement(version);
        _resume = version;
    }

    private async Task PumpAsync(IKubeWatch watch, CancellationToken cancel)
    {
        while (await ReadAsync(watch, isInitial: false, cancel) is { } frame)
        {
            switch (frame.Type)
            {
                case WatchEventType.Error:
                    throw KubeFailure.FromEvent(frame.Object);
                case WatchEventType.Bookmark:
                    var version = ObjectHeadReader.Read(frame.Object.Span).Version;
                    sink.Advance(version);
                    _resume = ResourceVersion.Later(_resume, version);
                    break;
                default:
                    _resume = ResourceVersion.Later(_resume, sink.Apply(frame.Type, frame.Object));
                    break;
            }
        }
    }

    private ValueTask<WatchFrame?> ReadAsync(IKubeWatch watch, bool isInitial, CancellationToken cancel) =>
        environment.Hooks is { } hooks ? ReadAsync(watch, isInitial, hooks, cancel) : watch.ReadAsync(cancel);

    private async ValueTask<WatchFrame?> ReadAsync(
        IKubeWatch watch, bool isInitial, IHookPoints hooks, CancellationToken cancel)
    {
        var frame = await watch.ReadAsync(cancel);
        if (frame is not null)
        {
            await hooks.DeltaAsync(new HookedDelta(resource, frame.Type, frame.Object, isInitial), cancel);
        }

        return frame;
    }

    private async Task RecoverAsync(Exception failure, CancellationToken cancel)
    {
        var recovery = WatchRecoveryPlanner.Plan(failure, _streams && _resume.IsNone);
        KubeMetrics.WatchRestarted(resource.Plural, recovery == WatchRecovery.Relist ? "forgotten" : "failed");
        switch (recovery)
        {
            case WatchRecovery.ListInstead:
                ReflectorLog.ListsInstead(_log, resource.Plural, failure.Message);
                _streams = false;
                return;
            case WatchRecovery.Relist:
                ReflectorLog.Relists(_log, resource.Plural, failure.Message);
                _resume = ResourceVersion.None;
                break;
        }

        await PauseAsync(failure, cancel);
    }

    private async Task PauseAsync(Exception? failure, CancellationToken cancel)
    {
        // The first relist after a healthy time comes at once: the server has said that it is needed.
        var atOnce = failure is null or KubeApiException { Status: 410 } && _backoff.IsFresh;
        var delay = _backoff.Next();
        if (failure is KubeApiException { RetryAfterSeconds: { } asked } && TimeSpan.FromSeconds(asked) > delay)
        {
            delay = environment.Jitter.UpToDouble(TimeSpan.FromSeconds(asked));
        }

        if (atOnce)
        {
            return;
        }

        if (failure is not null)
        {
            ReflectorLog.Failed(_log, resource.Plural, delay, failure.Message);
        }

        await Task.Delay(delay, environment.Time, cancel);
    }
}
