using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Plans;

/// <summary>The line of one process to the cluster.</summary>
internal sealed class WorldLine(World world, WorldProcess process) : IKubeApi
{
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        await process.Life.EnterAsync();
        cancel.ThrowIfCancellationRequested();
        var response = world.Calls is { } calls
            ? await calls(process, request, ReachAsync)
            : await ReachAsync(request);
        await process.Life.EnterAsync();
        return response;
    }

    private async Task<KubeResponse> ReachAsync(KubeRequest request)
    {
        var before = world.Cluster.Store.Revision;
        var response = await world.Cluster.SendAsync(request, process.Author);
        if (request.Method != "GET" && response.IsSuccess && world.Cluster.Store.Revision != before)
        {
            world.Wrote(process, request);
        }

        return response;
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        await process.Life.EnterAsync();
        cancel.ThrowIfCancellationRequested();
        var target = RequestTarget.Parse(request.Path)
            ?? throw new SimulationException($"{request.Path} is watched, and is no resource");
        var resource = target.Group.Length == 0 ? target.Plural : $"{target.Plural}.{target.Group}";
        var watch = process.View is { IsReleased: false } view
            ? new OldWatch(world, view, request, resource)
            : await world.Cluster.WatchAsync(request, cancel);
        return new Watch(world, process, resource, watch);
    }

    private sealed class Watch(World world, WorldProcess process, string resource, IKubeWatch inner) : IKubeWatch
    {
        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
        {
            await process.Life.EnterAsync();
            var frame = await inner.ReadAsync(cancel);
            await process.Life.EnterAsync();
            if (frame is null || world.Delivering is not { } delivering)
            {
                return frame;
            }

            var given = await delivering(process, resource, frame);
            await process.Life.EnterAsync();
            return given;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
