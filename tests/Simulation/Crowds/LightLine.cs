using Fairway.Kube;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Crowds;

/// <summary>The line of a manager to a scripted tenant.</summary>
internal sealed class LightLine(LightCluster cluster, IKubeApi shared) : IKubeApi
{
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        Reach();
        var response = await shared.SendAsync(request, cancel);
        Reach();
        return response;
    }

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        Reach();
        return shared.WatchAsync(request, cancel);
    }

    private void Reach()
    {
        if (cluster.IsCut)
        {
            throw Refusals.Lost(cluster.Id);
        }
    }
}
