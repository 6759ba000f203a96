using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Fairway.Twin.Timing;

/// <summary>
/// The one thread on which a simulation runs. Of all that is ready, the seed picks what runs next; where nothing is,
/// time goes on to the next timer. A post from another thread fails the run: something has left the simulation.
/// </summary>
/// <remarks>
/// What runs here must stay here: no thread of its own, no <c>ConfigureAwait(false)</c>, no clock but
/// <see cref="Time"/>, and nothing drawn from elsewhere than <see cref="Seed"/>. Then the same seed gives the same run,
/// in another process too.
/// </remarks>
public sealed class SimulationLoop : SynchronizationContext
{
    private const int MostAtOneMoment = 3_000_000;

    private readonly IReadyWork ready;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly ConcurrentQueue<(SendOrPostCallback Call, object? State)> inbox = new();
    private volatile string? failure;
    private volatile ILoopPace? openTo;

    /// <summary>A loop on the calling thread whose order the seed picks.</summary>
    public SimulationLoop(SimulationSeed seed)
        : this(seed, new DrawnWork(seed.Chance("loop")))
    {
    }

    private SimulationLoop(SimulationSeed seed, IReadyWork ready)
    {
        Seed = seed;
        this.ready = ready;
        Time = new VirtualTime(call => Post(static state => ((Action)state!)(), call));
    }

    /// <summary>What decides the order, and all that is drawn by <see cref="SimulationSeed.Chance"/>.</summary>
    public SimulationSeed Seed { get; }

    /// <summary>The clock, which goes on only while nothing is ready.</summary>
    public VirtualTime Time { get; }

    /// <summary>How many pieces of work have run.</summary>
    public long Steps { get; private set; }

    /// <summary>A loop on the calling thread that runs what came first first: for tests whose subject is not the
    /// order.</summary>
    public static SimulationLoop InOrder() => new(default, new QueuedWork());

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread && openTo is { } pace)
        {
            inbox.Enqueue((d, state));
            pace.Wake();
            return;
        }

        if (Environment.CurrentManagedThreadId != thread)
        {
            failure = $"another thread posts: {Environment.StackTrace}";
            return;
        }

        ready.Add(d, state);
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new InvalidOperationException("something blocks the loop");

    /// <summary>Ends the run after what is running now.</summary>
    public void Fail(string why) => failure ??= why;

    /// <summary>Runs until the work has ended, and throws what it threw.</summary>
    /// <param name="work">Begun at once, on this loop.</param>
    /// <param name="longest">How much virtual time it may take.</param>
    /// <exception cref="SimulationException">It takes longer; nothing is left that could end it; somebody called
    /// <see cref="Fail"/>; or another thread posted.</exception>
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
                RunReady();
                if (!task.IsCompleted && (Time.Elapsed > limit || !Time.Advance()))
                {
                    throw new SimulationException($"the work does not end within {longest} of virtual time");
                }
            }

            ThrowWhatItThrew(task);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs until the work has ended, with time going on at a pace and a door for other threads: what they
    /// post runs in its turn. Such a run is a function of its seed only while nobody comes in.</summary>
    /// <param name="work">Begun at once, on this loop.</param>
    /// <param name="pace">How fast time goes on.</param>
    /// <exception cref="SimulationException">Somebody called <see cref="Fail"/>.</exception>
    public void RunOpen(Func<Task> work, ILoopPace pace)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        openTo = pace;
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                TakeIn();
                RunReady();
                if (!task.IsCompleted && inbox.IsEmpty)
                {
                    Time.Pass(pace.Pass(Time.UntilNext));
                }
            }

            ThrowWhatItThrew(task);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs what is ready, and what becomes ready by it, until nothing is; time stands still.</summary>
    /// <exception cref="SimulationException">See <see cref="Run"/>; or it never comes to rest.</exception>
    public void Drain()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            RunReady();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    // It has ended, so nothing is waited for; what it threw keeps its place.
    private static void ThrowWhatItThrew(Task ended)
    {
        if (ended.IsCanceled)
        {
            throw new TaskCanceledException(ended);
        }

        if (ended.Exception?.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private void TakeIn()
    {
        while (inbox.TryDequeue(out var call))
        {
            ready.Add(call.Call, call.State);
        }
    }

    private void RunReady()
    {
        for (var count = 0; ready.TryTake(out var call, out var state); count++)
        {
            Steps++;
            call(state);
            if (failure is not null || count == MostAtOneMoment)
            {
                throw new SimulationException(failure ?? "time stands still: work goes on without end");
            }
        }

        if (failure is not null)
        {
            throw new SimulationException(failure);
        }
    }
}
