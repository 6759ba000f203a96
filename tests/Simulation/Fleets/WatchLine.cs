using Fairway.Kube;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>An open watch of one process: its events come late, and it breaks.</summary>
internal sealed class WatchLine(Fleet fleet, SimulatedProcess process, string cluster, IKubeWatch inner) : IKubeWatch
{
    private static readonly ReadOnlyMemory<byte> Expired = """
        {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,
         "message":"The resourceVersion for the provided watch is too old."}
        """u8.ToArray();

    public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
    {
        await process.EnterAsync();
        var frame = await inner.ReadAsync(cancel);
        await process.EnterAsync();
        var fate = fleet.Faults.OfFrame(process.Name, cluster);
        if (fate.Late > TimeSpan.Zero)
        {
            await Task.Delay(fate.Late, fleet.Loop.Time, cancel);
            await process.EnterAsync();
        }

        return fate.Break switch
        {
            WatchBreak.Lost => throw Refusals.Lost(cluster),
            WatchBreak.Ended => null,
            WatchBreak.Expired => new WatchFrame(WatchEventType.Error, Expired),
            _ => frame,
        };
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
