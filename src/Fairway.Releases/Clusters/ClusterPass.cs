using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>One pass over a Release in a cluster: move after move, as far as <see cref="PassPlanner"/> lets one write
/// store them.</summary>
internal sealed class ClusterPass(ClusterShardContext shard, ClusterReader reader, TenantWatch watch)
{
    /// <summary>A look that takes longer is made again when the status is stored: people are to see what is looked
    /// at.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ClusterActor actor = new(shard);

    /// <summary>The moves, at least one; and when to look again.</summary>
    public async Task<(IReadOnlyList<ClusterMove> Moves, DateTimeOffset? LookAgainAt)> MakeAsync(
        ClusterReleaseObservation first, IntentTurn.Turn turn, CancellationToken cancel)
    {
        var moves = new List<ClusterMove>();
        var (seen, plan) = (first, ClusterReleasePlanner.Plan(first));
        while (true)
        {
            await turn.TakeAsync(plan.Acts);
            var concluded = await ActAsync(seen, plan, cancel);
            moves.Add(new ClusterMove(seen, concluded.Status));
            if (!PassPlanner.GoesOn(seen, concluded, moves.Count))
            {
                return (moves, concluded.LookAgainAt);
            }

            var next = await LookAheadAsync(seen.ClusterRelease with { Status = concluded.Status }, cancel);
            plan = next is null ? plan : ClusterReleasePlanner.Plan(next);
            if (next is null || !PassPlanner.MayFollow(next, plan))
            {
                return (moves, concluded.LookAgainAt);
            }

            seen = next;
        }
    }

    /// <summary>What is seen of it; null where that takes long.</summary>
    private async Task<ClusterReleaseObservation?> LookAheadAsync(ClusterRelease item, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, shard.Services.Environment.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var seen = await reader.ObserveAsync(item, both.Token);
            return limit.IsCancellationRequested ? null : seen;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<ClusterReleasePlan> ActAsync(
        ClusterReleaseObservation seen, ClusterReleasePlan plan, CancellationToken cancel)
    {
        await watch.FollowAsync(seen, cancel);
        var outcome = await actor.ActAsync(seen, plan.Acts, cancel);
        var concluded = ClusterReleasePlanner.Conclude(seen, plan, outcome);

        // What is still to be tried is a halt and words for people: the permits lapse without it.
        await actor.ActAsync(seen, concluded.Acts, cancel);
        return concluded;
    }
}
