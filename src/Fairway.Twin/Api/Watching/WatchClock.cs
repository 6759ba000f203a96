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
    private WaitAlarm? alarm;
    private WatchDue alarmFor;

    /// <summary>Waits for events after the cursor; says what is due where the clock was first, null where there are
    /// events.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<WatchDue?> WaitAsync(EventLog log, long cursor, CancellationToken cancel)
    {
        // The alarm lives as long as nothing is due, over any number of waits.
        alarm ??= Set();
        if (await log.WaitAsync(cursor, alarm, cancel))
        {
            return null;
        }

        alarm.Dispose();
        alarm = null;
        return alarmFor;
    }

    public void Dispose() => alarm?.Dispose();

    private WaitAlarm Set()
    {
        var left = end - time.GetUtcNow();
        alarmFor = bookmarks && left > BookmarkEvery ? WatchDue.Bookmark : WatchDue.End;
        var wait = alarmFor == WatchDue.Bookmark ? BookmarkEvery : left;
        return new WaitAlarm(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time);
    }
}
