using System.Collections.Concurrent;

namespace Fairway.Twin.Http;

/// <summary>The clusters that are served now.</summary>
internal sealed class ClusterDirectory(string defaultCluster)
{
    private readonly ConcurrentDictionary<string, ServedCluster> clusters = new(StringComparer.Ordinal);

    /// <summary>The cluster whose certificate is shown to clients that name none; null while it is absent.</summary>
    public ServedCluster? Default => Find(defaultCluster);

    /// <summary>The cluster of that id, or null.</summary>
    public ServedCluster? Find(string id) => clusters.GetValueOrDefault(id);

    /// <summary>Adds a cluster; false where the id is taken.</summary>
    public bool TryAdd(ServedCluster cluster) => clusters.TryAdd(cluster.Id, cluster);

    /// <summary>Removes a cluster and ends its watches; false where it is absent.</summary>
    public bool Remove(string id)
    {
        if (!clusters.TryRemove(id, out var cluster))
        {
            return false;
        }

        cluster.Ended.Cancel();
        return true;
    }

    /// <summary>Ends the watches of every cluster.</summary>
    public void EndAll()
    {
        foreach (var cluster in clusters.Values)
        {
            cluster.Ended.Cancel();
        }
    }
}
