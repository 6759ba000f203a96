using Fairway.Kube;
using Fairway.Kube.Sharding;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Clusters;

/// <summary>What the work on one cluster has, for one term of its Lease.</summary>
/// <param name="Services">What all shards have.</param>
/// <param name="Term">The cluster's id, and the term's epoch.</param>
/// <param name="Api">The meta cluster, through which this shard writes.</param>
/// <param name="Permits">What this process has granted.</param>
/// <param name="Ended">Cancelled when the term ends.</param>
internal sealed record ClusterShardContext(
    ReleaseServices Services, ShardTerm Term, IKubeApi Api, PermitBook Permits, CancellationToken Ended)
{
    public string ClusterId => Term.Shard;
}
