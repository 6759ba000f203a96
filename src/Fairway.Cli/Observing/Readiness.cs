namespace Fairway.Cli.Observing;

/// <summary>Whether a process is ready to do its work, and if not, why. Safe for any number of threads.</summary>
/// <param name="before">Why it is not ready before anybody says how to ask.</param>
internal sealed class Readiness(string before)
{
    private volatile Func<CancellationToken, Task<string?>> ask = _ => Task.FromResult<string?>(before);

    /// <summary>Says how to ask from now on: the answer is why it is not ready, or null where it is.</summary>
    public void AskBy(Func<CancellationToken, Task<string?>> how) => ask = how;

    /// <summary>Asks now.</summary>
    public Task<string?> AskAsync(CancellationToken cancel) => ask(cancel);
}
