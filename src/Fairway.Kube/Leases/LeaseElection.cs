using Fairway.Kube.Caching;
using Fairway.Kube.Timing;
using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Leases;

/// <summary>
/// Lets one of many processes work at a time. Candidates watch the Lease, and act when it is free or its holder has
/// shown no sign of life for its duration; nobody polls.
/// </summary>
public sealed class LeaseElection
{
    private readonly LeaseOptions _options;
    private readonly KubeEnvironment _environment;
    private readonly ObjectCache<LeaseRecord> _cache;
    private readonly LeaseSight _sight;
    private readonly LeaseWriter _writer;
    private readonly ILogger _log;
    private volatile bool _isHeld;

    /// <summary>Nothing is read or written before <see cref="RunAsync"/>.</summary>
    /// <exception cref="ArgumentException">The times do not fit: renew period, renew deadline, duration must each be
    /// longer than the one before.</exception>
    public LeaseElection(IKubeApi api, LeaseOptions options, KubeEnvironment environment)
    {
        if (options.RenewPeriod >= options.RenewDeadline || options.RenewDeadline >= options.Duration)
        {
            throw new ArgumentException(
                $"Lease {options.Key}: the renew period ({options.RenewPeriod}) must be shorter than the renew "
                + $"deadline "
                + $"({options.RenewDeadline}), and that shorter than the duration ({options.Duration}).",
                nameof(options));
        }

        _options = options;
        _environment = environment;
        var scope = CacheScope.One(options.Key);
        _cache = new ObjectCache<LeaseRecord>(
            api, KubeResources.Leases, LeaseJson.Default.LeaseRecord, environment, scope);
        _sight = new LeaseSight(environment.Time);
        _writer = new LeaseWriter(api, environment.Time);
        _log = environment.Logs.CreateLogger("Fairway.Kube.Leases");
    }

    /// <summary>
    /// Runs <paramref name="work"/> whenever the Lease is ours, until cancelled or until the work ends by itself.
    /// Whenever the Lease is given up, the work is cancelled and awaited first, and renewed meanwhile; then the Lease
    /// is released.
    /// </summary>
    public async Task RunAsync(Func<LeaseTerm, CancellationToken, Task> work, CancellationToken cancel)
    {
        using var watching = new CancellationTokenSource();
        using var subscription = _cache.Subscribe(change => _sight.Changed(change.Key.Name, change.New?.Value));
        using var shown = KubeMetrics.WatchLease(_options.Family ?? _options.Key.Name, () => _isHeld);
        var watch = _cache.RunAsync(watching.Token);
        try
        {
            await CompeteAsync(work, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to end while waiting for the Lease.
        }
        finally
        {
            watching.Cancel();
            await watch;
        }
    }

    private async Task CompeteAsync(Func<LeaseTerm, CancellationToken, Task> work, CancellationToken cancel)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), _options.RenewPeriod, _environment.Jitter);
        await _cache.WaitForSyncAsync(cancel);
        while (true)
        {
            var seen = await UntilFreeAsync(cancel);
            var began = _environment.Time.GetTimestamp();
            if (await TryTakeAsync(seen, cancel) is not { } held)
            {
                await Task.Delay(backoff.Next(), _environment.Time, cancel);
                continue;
            }

            backoff.Reset();
            LeaseLog.Taken(_log, _options.Key, _options.Holder, held.Epoch);
            var term = new HeldLease(_options, _writer, _environment, _log);
            _isHeld = true;
            try
            {
                if (await term.RunAsync(held, began, work, cancel) || cancel.IsCancellationRequested)
                {
                    return;
                }
            }
            finally
            {
                _isHeld = false;
            }

            LeaseLog.Lost(_log, _options.Key, _options.Holder);
        }
    }

    /// <summary>Waits until nobody else holds the Lease; the Lease as it is then, or null where there is
    /// none.</summary>
    private async Task<LeaseRecord?> UntilFreeAsync(CancellationToken cancel)
    {
        while (true)
        {
            var seen = _cache.Find(_options.Key)?.Value;
            var left = seen?.Holder is null || seen.Holder == _options.Holder
                ? TimeSpan.Zero
                : _sight.Left(_options.Key.Name, seen.Duration);
            if (left <= TimeSpan.Zero)
            {
                return seen;
            }

            await ChangeOrAsync(seen!, left, cancel);
        }
    }

    private async Task ChangeOrAsync(LeaseRecord seen, TimeSpan left, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(WholeMilliseconds.Up(left), _environment.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            await _cache.WaitUntilAsync(() => !ReferenceEquals(_cache.Find(_options.Key)?.Value, seen), both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Its time is over; the caller looks again.
        }
    }

    private async Task<LeaseRecord?> TryTakeAsync(LeaseRecord? seen, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_options.RenewDeadline, _environment.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return seen is null
                ? await _writer.CreateAsync(_options, both.Token)
                : await _writer.TakeAsync(_options, seen, both.Token);
        }
        catch (KubeApiException e)
        {
            if (!e.IsConflict && !e.IsAlreadyExists && !e.IsNotFound)
            {
                LeaseLog.NotTaken(_log, _options.Key, e.Message);
            }

            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
