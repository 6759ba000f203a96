namespace Fairway.Kube.Clusters;

/// <summary>How the clusters of a fleet are reached.</summary>
public interface IClusterDirectory
{
    /// <summary>The API of a cluster. The same one for as long as its kubeconfig stays the same.</summary>
    /// <exception cref="KubeApiException">There is no such cluster, or its kubeconfig is missing or refused; status 0,
    /// and the message says which and what to do.</exception>
    ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel);
}
