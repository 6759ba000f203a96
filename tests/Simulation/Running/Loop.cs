namespace Fairway.Simulation.Running;

/// <summary>
/// The one thread on which a fleet runs. Of all that is ready, the seed picks what runs next; where nothing is, time
/// goes on. A post from another thread fails the run: something has left the simulation.
/// </summary>
internal sealed class Loop : SynchronizationContext
{
    private const int MostAtOneMoment = 3_000_000;

    private readonly List<(SendOrPostCallback Call, object? State)> ready = [];
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly Random chance;
    private volatile string? failure;

    public Loop(int seed)
    {
        Seed = seed;
        chance = Chance("loop");
        Time = new VirtualTime(call => Post(static state => ((Action)state!)(), call));
    }

    public int Seed { get; }

    public VirtualTime Time { get; }

    /// <summary>How many pieces of work have run.</summary>
    public long Steps { get; private set; }

    /// <summary>A source of chance of its own for each purpose, so that what one draws changes nothing for
    /// another.</summary>
    public Random Chance(string purpose)
    {
        var mixed = unchecked((uint)Seed * 2654435761u);
        foreach (var letter in purpose)
        {
            mixed = unchecked((mixed ^ letter) * 16777619u);
        }

        return new Random(unchecked((int)mixed));
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            failure = $"another thread posts: {Environment.StackTrace}";
            return;
        }

        ready.Add((d, state));
    }

    /// <summary>Ends the run after what is running now.</summary>
    public void Fail(string why) => failure ??= why;

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new InvalidOperationException("something blocks the loop");

    /// <summary>Runs until the work has ended; fails where it does not within <paramref name="longest"/> of virtual
    /// time, or where nothing is left that could end it.</summary>
    public void Run(Func<Task> work, TimeSpan longest)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            var limit = Time.Elapsed + longest;
            var task = work();
            while (!task.IsCompleted)
            {
                Drain();
                if (!task.IsCompleted && (Time.Elapsed > limit || !Time.Advance()))
                {
                    throw new SimulationException($"the work does not end within {longest} of virtual time");
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private void Drain()
    {
        for (var count = 0; ready.Count > 0; count++)
        {
            var pick = chance.Next(ready.Count);
            var (call, state) = ready[pick];
            ready[pick] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            Steps++;
            call(state);
            if (failure is not null || count == MostAtOneMoment)
            {
                throw new SimulationException(failure ?? "time stands still");
            }
        }
    }
}
