using Fairway.Twin.Http.Security;

namespace Fairway.Cli.Fleets;

/// <summary>What opens one cluster.</summary>
internal sealed record ClusterKeys(string Id, ClusterAuthority Authority, BearerToken Token);

/// <summary>The keys of a fleet's clusters: those that were kept, and new ones for clusters that are new.</summary>
internal static class FleetKeys
{
    /// <summary>Keys for each id, in order.</summary>
    public static IReadOnlyList<ClusterKeys> Of(
        StoredCredentials stored, IEnumerable<string> ids, DateTimeOffset now) =>
    [
        .. ids.Select(id => stored.Clusters.TryGetValue(id, out var kept)
            ? new ClusterKeys(id, ClusterAuthority.Load(id, kept.Certificate, kept.Key), new BearerToken(kept.Token))
            : new ClusterKeys(id, ClusterAuthority.Create(id, now), BearerToken.Create())),
    ];

    /// <summary>What to keep: a cluster that is not in this run keeps its keys for the next one that has it.</summary>
    public static StoredCredentials Store(IReadOnlyList<ClusterKeys> keys, StoredCredentials before, int port)
    {
        var clusters = new SortedDictionary<string, StoredCluster>(before.Clusters, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            clusters[key.Id] = new StoredCluster(key.Authority.CertificatePem, key.Authority.KeyPem, key.Token.Text);
        }

        return before with { Port = port, Clusters = clusters };
    }
}
