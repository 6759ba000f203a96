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

/// <summary>The times of one watch: bookmarks where they are wanted, and the end.</summary>
/// <param name="time">The clock.</param>
/// <param name="lifetime">When it ends.</param>
/// <param name="bookmarks">How often there is one; null for never.</param>
internal sealed class WatchClock(TimeProvider time, TimeSpan lifetime, TimeSpan? bookmarks) : IDisposable
{
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
        var wait = bookmarks < left ? bookmarks.Value : left;
        alarmFor = bookmarks < left ? WatchDue.Bookmark : WatchDue.End;
        return new WaitAlarm(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time);
    }
}
