using Fairway.Twin.Timing;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>
/// Runs everything on one thread, in order. When nothing is left to do, time goes on: no test waits for the wall's
/// clock.
/// </summary>
internal sealed class OneThread
{
    private readonly SimulationLoop loop;

    /// <summary>With a seed, what is ready is done in an order that the seed draws.</summary>
    public OneThread(SimulationSeed? seed = null) =>
        loop = seed is { } drawn ? new SimulationLoop(drawn) : SimulationLoop.InOrder();

    public VirtualTime Time => loop.Time;

    /// <summary>Runs until the task has ended; fails where <paramref name="longest"/> passes before.</summary>
    public void Run(Func<Task> work, TimeSpan? longest = null) => loop.Run(work, longest ?? TimeSpan.FromMinutes(30));
}
