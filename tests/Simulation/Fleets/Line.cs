using Fairway.Kube;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>The line of one process to one cluster. What a network, a busy server and a death can do to a call, is done
/// to it here.</summary>
internal sealed class Line(Fleet fleet, SimulatedProcess process, SimulatedCluster cluster) : IKubeApi
{
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        await process.EnterAsync();
        cancel.ThrowIfCancellationRequested();
        var fate = fleet.Faults.Of(process.Name, cluster.Name, request);
        await PassAsync(fate.Before);
        Reach(fate.IsLostOnTheWay);
        var isWrite = request.Method != "GET";
        var response = fate.Refusal ?? await cluster.SendAsync(request, process.Name);
        var isLost = isWrite && fate.Refusal is null && response.IsSuccess
            && fleet.Wrote(process, $"{cluster.Name} {request.Method} {request.Path}");

        await PassAsync(fate.After);
        await process.EnterAsync();
        Reach(fate.IsAnswerLost || isLost);
        return fate.FailsAfterwards && isWrite ? Refusals.Internal() : response;
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        await process.EnterAsync();
        cancel.ThrowIfCancellationRequested();
        var fate = fleet.Faults.Of(process.Name, cluster.Name, request);
        await PassAsync(fate.Before);
        Reach(fate.IsLostOnTheWay || fate.Refusal is not null);
        var watch = await cluster.WatchAsync(request, cancel);
        await process.EnterAsync();
        return new WatchLine(fleet, process, cluster.Name, watch);
    }

    private Task PassAsync(TimeSpan time) => time > TimeSpan.Zero
        ? Task.Delay(time, fleet.Loop.Time)
        : Task.CompletedTask;

    private void Reach(bool isLost)
    {
        if (isLost || fleet.Faults.IsCut(process.Name, cluster.Name))
        {
            throw Refusals.Lost(cluster.Name);
        }
    }
}
