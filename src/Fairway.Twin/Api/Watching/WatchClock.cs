using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Watching;

/// <summary>Why a watch woke up though nothing happened.</summary>
internal enum WatchDue
{
    /// <summary>A bookmark is due.</summary>
    Bookmark,

    /// <summary>The stream's time is over.</summary>
    End,
}

/// <summary>The times of one watch: a bookmark a minute where they are wanted, and the end.</summary>
internal sealed class WatchClock(TimeProvider time, TimeSpan lifetime, bool bookmarks) : IDisposable
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);
    private readonly DateTimeOffset end = time.GetUtcNow() + lifetime;
    private CancellationTokenSource? alarm;
    private WatchDue alarmFor;

    /// <summary>Waits for events after the cursor; says what is due where the clock was first, null where there are
    /// events.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<WatchDue?> WaitAsync(EventLog log, long cursor, CancellationToken cancel)
    {
        alarm ??= Set();
        try
        {
            // One registration a wait; the timer itself lives as long as its alarm.
            using var both = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancel);
            await log.WaitAsync(cursor, both.Token);
            return null;
        }
        catch (OperationCanceledException) when (alarm.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            alarm.Dispose();
            alarm = null;
            return alarmFor;
        }
    }

    public void Dispose() => alarm?.Dispose();

    private CancellationTokenSource Set()
    {
        var left = end - time.GetUtcNow();
        alarmFor = bookmarks && left > BookmarkEvery ? WatchDue.Bookmark : WatchDue.End;
        var wait = alarmFor == WatchDue.Bookmark ? BookmarkEvery : left;
        return new CancellationTokenSource(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time);
    }
}
