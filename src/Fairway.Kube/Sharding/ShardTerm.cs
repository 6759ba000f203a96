namespace Fairway.Kube.Sharding;

/// <summary>A time in which this replica works on a shard. <paramref name="Epoch"/> is higher than that of every term
/// of the shard before.</summary>
public readonly record struct ShardTerm(string Shard, long Epoch);
