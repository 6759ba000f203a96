namespace Fairway.Twin.Timing;

/// <summary>
/// Time that stands still while anything is left to do, and then goes to the next timer at once: a heap of (due,
/// sequence). Timers do not call back themselves; they post to their loop, which decides when it is their turn.
/// </summary>
/// <remarks>
/// Timers and <see cref="GetTimestamp"/> follow the monotonic clock, as they do in .NET; <see cref="GetUtcNow"/> is the
/// wall's clock, which <see cref="JumpWall"/> moves and which nothing waits for. Not safe for several threads.
/// </remarks>
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long Due, long Sequence)> heap = new();
    private readonly Action<Action> post;
    private TimeSpan jumped;
    private long now;
    private long sequence;

    internal VirtualTime(Action<Action> post) => this.post = post;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How long the simulation has run by its monotonic clock.</summary>
    public TimeSpan Elapsed => new(now);

    /// <inheritdoc/>
    public override long GetTimestamp() => now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start.AddTicks(now) + jumped;

    /// <summary>Sets the wall's clock forward or back, as an operator or a time daemon does. The monotonic clock goes
    /// on as before, and so does every timer.</summary>
    public void JumpWall(TimeSpan by) => jumped += by;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How long it is until the next timer; null where there is none.</summary>
    internal TimeSpan? UntilNext
    {
        get
        {
            while (heap.TryPeek(out var next, out var at))
            {
                if (next.Timer.Version == next.Version)
                {
                    return new TimeSpan(Math.Max(0, at.Due - now));
                }

                heap.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Goes on by so much, but no further than to the next timer, which is posted when it is
    /// reached.</summary>
    internal void Pass(TimeSpan by)
    {
        if (UntilNext is { } next && by >= next)
        {
            Advance();
        }
        else
        {
            now += by.Ticks;
        }
    }

    /// <summary>Goes to the next timer and posts all that are due then; false where there is none.</summary>
    internal bool Advance()
    {
        var due = long.MaxValue;
        while (heap.TryPeek(out var next, out var at) && (due == long.MaxValue || at.Due == due))
        {
            heap.Dequeue();
            if (next.Timer.Version == next.Version)
            {
                due = at.Due;
                now = Math.Max(now, at.Due);
                next.Timer.Fire();
            }
        }

        return due != long.MaxValue;
    }

    private sealed class VirtualTimer(VirtualTime time, Action callback) : ITimer
    {
        private TimeSpan period;

        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Version++;
            this.period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                time.heap.Enqueue((this, Version), (time.now + dueTime.Ticks, time.sequence++));
            }

            return true;
        }

        public void Fire()
        {
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }
            else
            {
                Version++;
            }

            time.post(callback);
        }

        public void Dispose() => Version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
