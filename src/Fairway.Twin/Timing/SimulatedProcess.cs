namespace Fairway.Twin.Timing;

/// <summary>
/// A process of a simulation. Its timers and all answers from outside come through here: where it is frozen they wait,
/// as for a stopped process, and where it was killed they never come. So nothing of it runs any more, not even what
/// would clean up. What calls an API on its behalf must pass <see cref="EnterAsync"/> before and after, as
/// <see cref="ProcessKubeApi"/> does.
/// </summary>
public sealed class SimulatedProcess
{
    private readonly List<Action> waiting = [];
    private readonly TaskCompletionSource never = new();
    private TaskCompletionSource? thawing;
    private TimeSpan jumped;

    /// <summary>Names a process that runs by a clock.</summary>
    public SimulatedProcess(string name, TimeProvider time)
    {
        Name = name;
        Time = new ProcessTime(this, time);
    }

    /// <summary>Its name, by which faults choose it.</summary>
    public string Name { get; }

    /// <summary>The clock as this process has it.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether it was killed.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen => thawing is not null;

    /// <summary>As kill -9.</summary>
    public void Kill()
    {
        IsDead = true;
        waiting.Clear();
    }

    /// <summary>As SIGSTOP, or a long pause of its machine.</summary>
    public void Freeze() => thawing ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It goes on with all that has come due meanwhile.</summary>
    public void Thaw()
    {
        var (was, late) = (thawing, waiting.ToArray());
        thawing = null;
        waiting.Clear();
        was?.SetResult();
        foreach (var call in late)
        {
            Enter(call);
        }
    }

    /// <summary>Sets the wall's clock of this process's machine forward or back. Its monotonic clock and its timers go
    /// on as before.</summary>
    public void JumpClock(TimeSpan by) => jumped += by;

    /// <summary>Completes while the process runs.</summary>
    public async Task EnterAsync()
    {
        while (IsDead || thawing is not null)
        {
            await (IsDead ? never.Task : thawing!.Task);
        }
    }

    private void Enter(Action call)
    {
        if (IsFrozen && !IsDead)
        {
            waiting.Add(call);
        }
        else if (!IsDead)
        {
            call();
        }
    }

    private sealed class ProcessTime(SimulatedProcess process, TimeProvider inner) : TimeProvider
    {
        public override long TimestampFrequency => inner.TimestampFrequency;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + process.jumped;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(_ => process.Enter(() => callback(state)), null, dueTime, period);
    }
}
