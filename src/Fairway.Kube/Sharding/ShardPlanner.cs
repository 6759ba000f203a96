namespace Fairway.Kube.Sharding;

/// <summary>
/// Decides which shards this replica takes and leaves. Pure. A shard that ought to be ours is taken only when nobody
/// holds it, or when its holder has shown no sign of life for long enough that it has stopped, and its Lease is gone.
/// </summary>
internal static class ShardPlanner
{
    /// <summary>The plan of one replica.</summary>
    public static ShardPlan Plan(ShardObservation seen)
    {
        var alive = seen.Members.Where(member => member.Left > TimeSpan.Zero && member.Name != seen.Me).ToList();
        var takers = alive.Select(member => member.Name).Append(seen.Me).ToList();
        var actions = new List<ShardAction>(Burials(seen));
        var waits = alive.Select(member => member.Left).ToList();
        foreach (var shard in seen.Shards.Union(seen.Claims.Keys).Union(seen.Working).Order(StringComparer.Ordinal))
        {
            var owner = seen.Shards.Contains(shard) ? Rendezvous.Owner(takers, shard) : null;
            var action = seen.Busy.Contains(shard) ? null : Decide(seen, shard, owner, waits);
            if (action is not null)
            {
                actions.Add(action);
            }
        }

        return new ShardPlan(actions, waits.Count == 0 ? null : waits.Min());
    }

    /// <summary>How <see cref="ShardObservation.Busy"/> names a member.</summary>
    public static string BusyMember(string member) => $"member/{member}";

    private static IEnumerable<ShardAction> Burials(ShardObservation seen) =>
        from member in seen.Members
        where member.Left <= TimeSpan.Zero && member.Name != seen.Me && !seen.Busy.Contains(BusyMember(member.Name))
        select new ShardAction.Bury(member.Name, member.Lease, "it shows no sign of life");

    private static ShardAction? Decide(ShardObservation seen, string shard, string? owner, List<TimeSpan> waits)
    {
        var claim = seen.Claims.GetValueOrDefault(shard);
        if (seen.Working.Contains(shard))
        {
            return StopOrGoOn(seen.Me, shard, owner, claim);
        }

        if (owner != seen.Me)
        {
            return claim?.Holder == seen.Me ? new ShardAction.Release(shard, WhyLeave(owner)) : null;
        }

        if (claim?.Holder is not { } holder)
        {
            return new ShardAction.Claim(shard, claim?.Lease, "nobody holds it");
        }

        if (holder == seen.Me)
        {
            return new ShardAction.Claim(shard, claim.Lease, "it was ours in an earlier term");
        }

        if (claim.HolderLeft > TimeSpan.Zero)
        {
            waits.Add(claim.HolderLeft);
            return null;
        }

        return seen.Members.Any(member => member.Name == holder)
            ? null
            : new ShardAction.Claim(shard, claim.Lease, $"{holder} is gone");
    }

    private static ShardAction? StopOrGoOn(string me, string shard, string? owner, SeenClaim? claim)
    {
        if (owner != me)
        {
            return new ShardAction.Stop(shard, WhyLeave(owner));
        }

        return claim?.Holder == me ? null : new ShardAction.Stop(shard, "its Lease does not name us any more");
    }

    private static string WhyLeave(string? owner) => owner is null ? "it is no shard any more" : $"it goes to {owner}";
}
