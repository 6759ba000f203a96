using Fairway.Twin.Timing;

namespace Fairway.Cli.Demo;

/// <summary>How long a demo may take by the wall's clock, for those who live on its loop.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Real">The wall's clock.</param>
/// <param name="Longest">How long.</param>
internal sealed record DemoLimit(SimulationLoop Loop, TimeProvider Real, TimeSpan Longest)
{
    /// <summary>Runs a part of the demo with a token that is cancelled on the loop when the time is over.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> part, CancellationToken stopped)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        await using var timer = Real.CreateTimer(
            _ => Loop.Post(state => ((CancellationTokenSource)state!).Cancel(), either),
            null,
            Longest,
            Timeout.InfiniteTimeSpan);
        try
        {
            await part(either.Token);
        }
        catch (OperationCanceledException) when (!stopped.IsCancellationRequested)
        {
            // What is missing is told by whoever looks at what was done.
        }
    }
}
