using System.Collections.Immutable;

namespace Fairway.Merge.Plans;

/// <summary>Folds clusters with the same changes into groups, so that a plan for hundreds can be read.</summary>
public static class ChangeGrouping
{
    /// <summary>
    /// The groups, the largest first, and of equal ones that with the first cluster by name. Depends on no order. A
    /// cluster that is given several times (once a component, say) has the changes of all.
    /// </summary>
    public static ImmutableArray<ChangeGroup> Group(IEnumerable<ClusterChanges> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return
        [
            .. clusters.GroupBy(changes => changes.Cluster, StringComparer.Ordinal)
                .Select(parts => (Cluster: parts.Key, Set: Sorted(parts)))
                .GroupBy(cluster => Digest(cluster.Set), StringComparer.Ordinal)
                .Select(same => new ChangeGroup
                {
                    Digest = same.Key,
                    Clusters = [.. same.Select(cluster => cluster.Cluster).Order(StringComparer.Ordinal)],
                    Fingerprints = same.First().Set,
                })
                .OrderByDescending(group => group.Clusters.Length)
                .ThenBy(group => group.Clusters[0], StringComparer.Ordinal),
        ];
    }

    private static ImmutableArray<Fingerprint> Sorted(IEnumerable<ClusterChanges> parts) =>
        [.. parts.SelectMany(part => part.Fingerprints).Distinct().Order()];

    private static string Digest(ImmutableArray<Fingerprint> set) =>
        Fingerprint.Sha256(string.Join('\n', set.Select(fingerprint => fingerprint.Digest)));
}
