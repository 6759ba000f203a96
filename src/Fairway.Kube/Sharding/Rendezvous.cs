using System.Text;

namespace Fairway.Kube.Sharding;

/// <summary>
/// Rendezvous hashing: each shard goes to the member with the highest score for it, so that a member that comes or goes
/// moves its own shards only. The scores are part of what replicas must agree on: they never change.
/// </summary>
internal static class Rendezvous
{
    /// <summary>The owner of a shard, or null without members. Ties go to the first member in order.</summary>
    public static string? Owner(IEnumerable<string> members, string shard)
    {
        string? owner = null;
        ulong best = 0;
        foreach (var member in members.Order(StringComparer.Ordinal))
        {
            var score = Score(member, shard);
            if (owner is null || score > best)
            {
                (owner, best) = (member, score);
            }
        }

        return owner;
    }

    /// <summary>FNV-1a over both names, then mixed: FNV alone differs little between names that end alike.</summary>
    private static ulong Score(string member, string shard)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes($"{member}\n{shard}"))
        {
            hash = (hash ^ part) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
