namespace Fairway.Simulation.Running;

/// <summary>
/// A process of the fleet. Its timers and all answers from outside come through here: where it is frozen they wait, as
/// for a stopped process, and where it was killed they never come. So nothing of it runs any more, not even what would
/// clean up.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly List<Action> waiting = [];
    private readonly TaskCompletionSource never = new();
    private TaskCompletionSource? thawing;

    public SimulatedProcess(string name, TimeProvider time)
    {
        Name = name;
        Time = new ProcessTime(this, time);
    }

    public string Name { get; }

    /// <summary>The clock as this process has it.</summary>
    public TimeProvider Time { get; }

    public bool IsDead { get; private set; }

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

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(_ => process.Enter(() => callback(state)), null, dueTime, period);
    }
}
