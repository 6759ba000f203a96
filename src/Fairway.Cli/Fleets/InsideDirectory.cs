using Fairway.Kube;
using Fairway.Kube.Clusters;

namespace Fairway.Cli.Fleets;

/// <summary>The clusters of a fleet for who lives in its process: no kubeconfig, and no wire between.</summary>
internal sealed class InsideDirectory(Fleet fleet) : IClusterDirectory
{
    private readonly Dictionary<string, IKubeApi> known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel)
    {
        if (!known.TryGetValue(clusterId, out var api))
        {
            api = fleet.TenantIds.Contains(clusterId, StringComparer.Ordinal)
                ? known[clusterId] = fleet.Inside(clusterId)
                : throw new KubeApiException(0, "BadKubeconfig", $"there is no cluster {clusterId} in this fleet");
        }

        return ValueTask.FromResult(api);
    }
}
