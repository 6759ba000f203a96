using Fairway.Api.Releases;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>What kinds of change are asked to do for a Release in a cluster.</summary>
internal static class ClusterOrders
{
    /// <summary>
    /// The order of the change that it is at; null where it goes back, and there is nothing good to go back to.
    /// </summary>
    public static async Task<ChangeOrder?> FindAsync(
        ClusterShardContext shard, ClusterRelease item, ClusterChange change, IActFence fence, CancellationToken cancel)
    {
        var direction = item.Status?.Direction ?? Direction.Forward;
        var forward = new ChangeOrder
        {
            ClusterId = shard.ClusterId,
            Release = ReleaseId.Of(item),
            Direction = direction,
            Attempt = item.Status?.Attempt ?? 0,
            Target = TargetOf(change),
            Steps = item.Spec.Steps,
            Fence = fence,
        };
        if (direction == Direction.Forward)
        {
            return forward;
        }

        var back = await shard.Services.Kind(change.Kind).ReverseAsync(forward, cancel);
        return back is null ? null : forward with { Target = back };
    }

    /// <summary>What was pinned.</summary>
    public static PinnedChange TargetOf(ClusterChange change) =>
        new(change.Kind, change.Component, change.Version, change.ValuesDigest, change.TargetDigest);
}
