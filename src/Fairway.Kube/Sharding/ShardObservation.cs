using Fairway.Kube.Leases;

namespace Fairway.Kube.Sharding;

/// <summary>What one replica sees of its group at one moment.</summary>
/// <param name="Me">This replica.</param>
/// <param name="Shards">The shards there are to be.</param>
/// <param name="Members">Every member that has a Lease, this one included.</param>
/// <param name="Claims">Who holds which shard, by shard.</param>
/// <param name="Working">Shards that this replica works on.</param>
/// <param name="Busy">
/// Shards that must be left alone for now: their work is stopping or resting, or their claim has been written and not
/// been seen yet. Members, too, whose Lease could not be deleted a moment ago (as <c>member/NAME</c>).
/// </param>
internal sealed record ShardObservation(
    string Me,
    IReadOnlySet<string> Shards,
    IReadOnlyList<SeenMember> Members,
    IReadOnlyDictionary<string, SeenClaim> Claims,
    IReadOnlySet<string> Working,
    IReadOnlySet<string> Busy);

/// <summary>A member that holds its Lease, and how long it is still to be left alone.</summary>
internal sealed record SeenMember(string Name, LeaseRecord Lease, TimeSpan Left);

/// <summary>The Lease of a shard, and how long its holder is still to be left alone.</summary>
internal sealed record SeenClaim(LeaseRecord Lease, TimeSpan HolderLeft)
{
    /// <summary>Who holds the shard, or null.</summary>
    public string? Holder => Lease.Holder;
}
