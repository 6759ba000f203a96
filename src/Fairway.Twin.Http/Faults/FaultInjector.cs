namespace Fairway.Twin.Http.Faults;

/// <summary>Does to requests what <see cref="WireFaults"/> say.</summary>
internal sealed class FaultInjector(WireFaults faults, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Random random = new(faults.Seed);

    /// <summary>Lets the latency pass; then true where the request is to be turned away.</summary>
    public async ValueTask<bool> TurnsAwayAsync(CancellationToken cancel)
    {
        if (faults.Latency > TimeSpan.Zero)
        {
            await Task.Delay(faults.Latency, time, cancel);
        }

        if (faults.Throttled <= 0)
        {
            return false;
        }

        lock (gate)
        {
            return random.NextDouble() < faults.Throttled;
        }
    }
}
