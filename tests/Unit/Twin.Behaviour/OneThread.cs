using Microsoft.Extensions.Time.Testing;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>
/// Runs everything on one thread, in order. When nothing is left to do, time goes on: no test waits for the wall's
/// clock.
/// </summary>
internal sealed class OneThread(int tickMilliseconds = 50) : SynchronizationContext
{
    private readonly TimeSpan tick = TimeSpan.FromMilliseconds(tickMilliseconds);

    private readonly Queue<(SendOrPostCallback Call, object? State)> ready = [];
    private readonly Lock gate = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
        {
            ready.Enqueue((d, state));
        }
    }

    /// <summary>Runs until the task has ended; fails where <paramref name="longest"/> passes before.</summary>
    public void Run(Func<Task> work, TimeSpan? longest = null)
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            var limit = Time.GetUtcNow() + (longest ?? TimeSpan.FromMinutes(30));
            var task = work();
            while (!task.IsCompleted)
            {
                if (!RunReady())
                {
                    Xunit.Assert.True(Time.GetUtcNow() < limit, "the work does not come to its end");
                    Time.Advance(tick);
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private bool RunReady()
    {
        var ran = false;
        while (Next() is var (call, state))
        {
            call(state);
            ran = true;
        }

        return ran;
    }

    private (SendOrPostCallback Call, object? State)? Next()
    {
        lock (gate)
        {
            return ready.TryDequeue(out var next) ? next : null;
        }
    }
}
