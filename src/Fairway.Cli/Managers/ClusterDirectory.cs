using System.Text;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Credentials;
using Fairway.Kube.Http;
using Fairway.Kube.Metering;

namespace Fairway.Cli.Managers;

/// <summary>
/// Reaches tenant clusters by the kubeconfigs in the meta cluster's Secrets. A connection is kept for as long as its
/// Secret stays the same; what was read a moment ago is not read again.
/// </summary>
/// <remarks>Secrets are read one by one, by name: watching them would show the manager every Secret that there
/// is.</remarks>
internal sealed class ClusterDirectory(IKubeApi meta, KubeEnvironment environment) : IClusterDirectory, IDisposable
{
    /// <summary>For how long a kubeconfig counts as it was read.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, ClusterConnection> connections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel)
    {
        var known = Known(clusterId);
        if (known is not null && environment.Time.GetUtcNow() - known.ReadAt < Fresh)
        {
            return known.Api;
        }

        try
        {
            var secret = await ReadAsync(clusterId, cancel);
            return known is not null && known.Secret.IsSame(secret)
                ? Keep(clusterId, known with { ReadAt = environment.Time.GetUtcNow() })
                : Keep(clusterId, await OpenAsync(clusterId, secret));
        }
        catch (KubeApiException e) when (known is not null && e.Status is 429 or >= 500)
        {
            // The meta cluster has trouble; that says nothing about the tenant.
            return known!.Api;
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var connection in connections.Values)
            {
                connection.Transport.Dispose();
            }

            connections.Clear();
        }
    }

    private static KubeApiException Bad(string message, Exception? inner = null) =>
        new(0, ClusterConditions.BadKubeconfig, message, inner);

    private ClusterConnection? Known(string clusterId)
    {
        lock (gate)
        {
            return connections.GetValueOrDefault(clusterId);
        }
    }

    /// <summary>Of two that were opened at once for one content, the first is kept, so that all have the
    /// same.</summary>
    private IKubeApi Keep(string clusterId, ClusterConnection opened)
    {
        lock (gate)
        {
            var kept = connections.TryGetValue(clusterId, out var known) && known.Secret.IsSame(opened.Secret)
                ? known with { ReadAt = opened.ReadAt }
                : opened;
            if (!ReferenceEquals(kept.Transport, opened.Transport))
            {
                opened.Transport.Dispose();
            }

            // One that is replaced is not closed: somebody may be in the middle of a request.
            connections[clusterId] = kept;
            return kept.Api;
        }
    }

    private async Task<KubeconfigContent> ReadAsync(string clusterId, CancellationToken cancel)
    {
        var cluster = await meta.FindAsync(
            Clusters, new ObjectKey(clusterId, Cluster.FixedName), ApiJson.Default.Cluster, cancel)
            ?? throw Bad($"there is no Cluster {clusterId}/{Cluster.FixedName} in the meta cluster");
        var place = cluster.Spec.KubeconfigSecret;
        var key = new ObjectKey(clusterId, place.Name);
        var secret = await meta.FindAsync(KubeResources.Secrets, key, ManagerJson.Default.SecretSight, cancel)
            ?? throw Bad($"there is no Secret {key} with the kubeconfig of {clusterId}: create it");
        return secret.Data?.GetValueOrDefault(place.Key) is { Length: > 0 } yaml
            ? new KubeconfigContent(key, secret.Metadata.Uid, secret.Metadata.ResourceVersion, place.Key, yaml)
            : throw Bad(
                $"Secret {key} has no kubeconfig under {place.Key}: put it there, or name the key in the Cluster");
    }

    private async Task<ClusterConnection> OpenAsync(string clusterId, KubeconfigContent secret)
    {
        try
        {
            var options = new KubeconfigOptions { Time = environment.Time };
            var endpoint = await Kubeconfig.FromSecretAsync($"{secret.Key}", secret.Yaml, options);
            var transport = new HttpKubeApi(endpoint with { Name = clusterId }, environment.Time);
            var api = new RetryingKubeApi(
                new MeteredKubeApi(transport, clusterId, environment.Time), environment);
            return new ClusterConnection(secret, transport, api, environment.Time.GetUtcNow());
        }
        catch (Exception e) when (e is KubeconfigException or DecoderFallbackException)
        {
            throw Bad(e.Message, e);
        }
    }
}
