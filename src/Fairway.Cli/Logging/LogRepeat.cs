namespace Fairway.Cli.Logging;

/// <summary>The lines of one kind that came too soon after one that was shown. Needs the lock of its log.</summary>
/// <param name="timer">Fires when the next line may be shown.</param>
internal sealed class LogRepeat(ITimer timer) : IDisposable
{
    private string? last;
    private int count;

    /// <summary>Holds a line back; of several the last one will be shown.</summary>
    public void Hold(string line)
    {
        last = line;
        count++;
    }

    /// <summary>The line to show for all those held back, and forgets them; null where there are none.</summary>
    public string? Take()
    {
        var line = count > 1 ? $"{last} ({count - 1} more like this)" : last;
        (last, count) = (null, 0);
        return line;
    }

    /// <summary>Waits once more.</summary>
    public void Wait(TimeSpan pause) => timer.Change(pause, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();
}
