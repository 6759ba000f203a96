using Fairway.Kube.Leases;
using Fairway.Kube.Timing;
using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Sharding;

/// <summary>The shards that this replica works on during one term. Used by one loop.</summary>
internal sealed class ShardWorkers(
    ShardLeases leases,
    ShardOptions options,
    KubeEnvironment environment,
    Func<ShardTerm, CancellationToken, Task> work,
    Pulse changed)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private readonly SortedDictionary<string, ShardWork> _works = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Rest> _rests = new(StringComparer.Ordinal);
    private readonly ILogger _log = environment.Logs.CreateLogger("Fairway.Kube.Sharding");

    /// <summary>Shards whose work goes on.</summary>
    public IReadOnlySet<string> Working => Shards(entry => entry.Value.GoesOn);

    /// <summary>What is to be left alone: shards whose work is stopping, and what rests.</summary>
    public IReadOnlySet<string> Busy
    {
        get
        {
            var busy = Shards(entry => entry.Value.IsStopping);
            busy.UnionWith(Resting().Keys);
            return busy;
        }
    }

    /// <summary>The plan's own time, or the end of the first rest.</summary>
    public TimeSpan? LookAgainIn(TimeSpan? planned)
    {
        var waits = Resting().Values.ToList();
        if (planned is { } span)
        {
            waits.Add(span);
        }

        return waits.Count == 0 ? null : waits.Min();
    }

    public async Task ActAsync(IReadOnlyList<ShardAction> actions, CancellationToken cancel)
    {
        foreach (var action in actions)
        {
            try
            {
                await ActAsync(action, cancel);
            }
            catch (KubeApiException e)
            {
                ShardLog.NotDone(_log, action, e.Message);
                PutToRest(action.Subject, TimeSpan.Zero);
            }
        }
    }

    /// <summary>Stops all work at once, and returns when all of it has ended and is released.</summary>
    public async Task StopAllAsync()
    {
        foreach (var running in _works.Values)
        {
            running.Stop();
        }

        await Task.WhenAll(_works.Values.Select(running => running.Ended));
    }

    private async Task ActAsync(ShardAction action, CancellationToken cancel)
    {
        switch (action)
        {
            case ShardAction.Claim claim:
                if (await leases.ClaimAsync(claim.Shard, claim.Lease, cancel) is { } claimed)
                {
                    ShardLog.Begins(_log, options.Member, claim.Shard, claim.Why);
                    Begin(new ShardTerm(claim.Shard, claimed.Epoch), cancel);
                }

                break;
            case ShardAction.Stop stop:
                ShardLog.Stops(_log, options.Member, stop.Shard, stop.Why);
                _works[stop.Shard].Stop();
                break;
            case ShardAction.Release release:
                await leases.ReleaseAsync(release.Shard, cancel);
                break;
            case ShardAction.Bury bury:
                if (!await leases.BuryAsync(bury.Member, bury.Lease, cancel))
                {
                    PutToRest(bury.Subject, TimeSpan.Zero);
                }

                break;
        }
    }

    private void Begin(ShardTerm term, CancellationToken cancel) =>
        _works[term.Shard] = ShardWork.Begin(stop => WorkAsync(term, stop), changed, cancel);

    private async Task WorkAsync(ShardTerm term, CancellationToken stop)
    {
        var began = environment.Time.GetTimestamp();
        try
        {
            // Never within the loop's own call: work that ends at once must not change what the loop enumerates.
            await Task.Yield();

            // The answer to a claim may come when the term is over already.
            stop.ThrowIfCancellationRequested();
            await work(term, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As asked.
        }
        catch (Exception e)
        {
            ShardLog.Failed(_log, e, term.Shard);
        }

        if (!stop.IsCancellationRequested)
        {
            PutToRest(term.Shard, environment.Time.GetElapsedTime(began));
        }

        await ReleaseAsync(term.Shard);
    }

    private async Task ReleaseAsync(string shard)
    {
        using var limit = new CancellationTokenSource(options.RenewDeadline, environment.Time);
        try
        {
            await leases.ReleaseAsync(shard, limit.Token);
        }
        catch (Exception e) when (e is KubeApiException or OperationCanceledException)
        {
            ShardLog.NotReleased(_log, shard, e.Message);
        }
    }

    /// <summary>What rests, and for how long yet.</summary>
    private SortedDictionary<string, TimeSpan> Resting()
    {
        var now = environment.Time.GetUtcNow();
        lock (_rests)
        {
            return new(
                _rests.Where(rest => rest.Value.Until > now)
                    .ToDictionary(rest => rest.Key, rest => rest.Value.Until - now),
                StringComparer.Ordinal);
        }
    }

    private void PutToRest(string shard, TimeSpan worked)
    {
        lock (_rests)
        {
            var before = worked > LongestRest ? 0 : _rests.GetValueOrDefault(shard).Times;
            var rest = environment.Jitter.Shorten(Exponential.Delay(options.FirstRest, LongestRest, before), 0.5);
            _rests[shard] = new Rest(environment.Time.GetUtcNow() + rest, before + 1);
        }
    }

    private SortedSet<string> Shards(Func<KeyValuePair<string, ShardWork>, bool> which) =>
        new(_works.Where(which).Select(entry => entry.Key), StringComparer.Ordinal);

    private readonly record struct Rest(DateTimeOffset Until, int Times);
}
