using Fairway.Kube.Leases;

namespace Fairway.Kube.Sharding;

/// <summary>What one replica is to do now, and when it must look again though nothing may have changed.</summary>
internal sealed record ShardPlan(IReadOnlyList<ShardAction> Actions, TimeSpan? LookAgainIn);

/// <summary>One act on a shard or a member, and why.</summary>
internal abstract record ShardAction(string Subject, string Why)
{
    /// <summary>
    /// Write ourselves into the shard's Lease in the version that the plan was made on (null: there was none), then
    /// begin its work. A later version may name a holder whom the plan knew nothing of: it is refused.
    /// </summary>
    public sealed record Claim(string Shard, LeaseRecord? Lease, string Why) : ShardAction(Shard, Why);

    /// <summary>End the shard's work, then give its Lease up.</summary>
    public sealed record Stop(string Shard, string Why) : ShardAction(Shard, Why);

    /// <summary>Give up the Lease of a shard that is not worked on here.</summary>
    public sealed record Release(string Shard, string Why) : ShardAction(Shard, Why);

    /// <summary>
    /// Delete the Lease of a member that shows no sign of life, in the version that the plan was made on. That it goes
    /// is the proof: a member that lives has renewed it, and refuses.
    /// </summary>
    public sealed record Bury(string Member, LeaseRecord Lease, string Why)
        : ShardAction(ShardPlanner.BusyMember(Member), Why);
}
