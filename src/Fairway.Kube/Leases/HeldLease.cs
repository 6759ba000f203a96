using Fairway.Kube.Timing;
using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Leases;

/// <summary>One term: does the work, and renews the Lease until the work has ended, however that comes about.</summary>
internal sealed class HeldLease(LeaseOptions options, LeaseWriter writer, KubeEnvironment environment, ILogger log)
{
    private LeaseRecord? _held;
    private long _renewed;

    /// <summary>
    /// True if the work ended by itself. <paramref name="began"/> is the time before the Lease was asked for: others
    /// count from the moment they saw the write, which is later.
    /// </summary>
    public async Task<bool> RunAsync(
        LeaseRecord held, long began, Func<LeaseTerm, CancellationToken, Task> work, CancellationToken cancel)
    {
        _held = held;
        _renewed = began;
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var workEnds = new CancellationTokenSource();
        var working = WorkAsync(work, new LeaseTerm(held.Epoch), workEnds, term.Token);
        await RenewUntilAsync(term, workEnds.Token);
        try
        {
            await working;
            return !term.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            await GiveUpAsync();
        }
    }

    private static async Task WorkAsync(
        Func<LeaseTerm, CancellationToken, Task> work,
        LeaseTerm term,
        CancellationTokenSource ends,
        CancellationToken cancel)
    {
        try
        {
            await work(term, cancel);
        }
        finally
        {
            ends.Cancel();
        }
    }

    private async Task RenewUntilAsync(CancellationTokenSource term, CancellationToken workEnds)
    {
        while (!workEnds.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(UntilNext(), environment.Time, workEnds);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // Before the renewal too: one that hangs must not keep the work going beyond the deadline.
            StopIfLost(term);
            if (_held is not null)
            {
                await RenewAsync();
            }

            StopIfLost(term);
        }
    }

    private void StopIfLost(CancellationTokenSource term)
    {
        if (!term.IsCancellationRequested && (_held is null || IsOverdue()))
        {
            LeaseLog.Stopping(log, options.Key, options.Holder);
            term.Cancel();
        }
    }

    private bool IsOverdue() => environment.Time.GetElapsedTime(_renewed) >= options.RenewDeadline;

    /// <summary>The renew period, but no later than the deadline: work must stop on time even if a renewal
    /// hangs.</summary>
    private TimeSpan UntilNext()
    {
        var left = options.RenewDeadline - environment.Time.GetElapsedTime(_renewed);
        return left > TimeSpan.Zero && left < options.RenewPeriod ? WholeMilliseconds.Up(left) : options.RenewPeriod;
    }

    private async Task RenewAsync()
    {
        var began = environment.Time.GetTimestamp();
        var left = options.RenewDeadline - environment.Time.GetElapsedTime(_renewed);
        using var limit = new CancellationTokenSource(
            left > TimeSpan.Zero ? WholeMilliseconds.Up(left) : options.RenewPeriod, environment.Time);
        try
        {
            _held = await writer.RenewAsync(options, _held!, limit.Token);
            _renewed = began;
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsNotFound)
        {
            _held = await SeeAgainAsync(limit.Token);
        }
        catch (Exception e) when (e is KubeApiException or OperationCanceledException)
        {
            LeaseLog.NotRenewed(log, options.Key, e.Message);
        }
    }

    /// <summary>The Lease as it is now if it is still ours (somebody has edited it, or our last answer was lost), else
    /// null.</summary>
    private async Task<LeaseRecord?> SeeAgainAsync(CancellationToken cancel)
    {
        try
        {
            var now = await writer.FindAsync(options.Key, cancel);
            return now?.Holder == options.Holder && now.Epoch == _held!.Epoch ? now : null;
        }
        catch (Exception e) when (e is KubeApiException or OperationCanceledException)
        {
            LeaseLog.NotRenewed(log, options.Key, e.Message);
            return _held;
        }
    }

    private async Task GiveUpAsync()
    {
        if (_held is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(options.RenewDeadline, environment.Time);
        try
        {
            await writer.GiveUpAsync(options, _held, limit.Token);
        }
        catch (Exception e) when (e is KubeApiException or OperationCanceledException)
        {
            LeaseLog.NotGivenUp(log, options.Key, e.Message);
        }
    }
}
