using Fairway.Api.Releases;
using Fairway.Kube.Caching;

namespace Fairway.Releases.Clusters;

/// <summary>
/// Whom of its clusters a change of a Release concerns. A Release of n clusters writes its status some n times, mostly
/// to give a slot to one and take it from another: were all looked at each time, they would be looked at n * n times.
/// Pure.
/// </summary>
internal sealed class ReleaseNews
{
    private readonly CacheChange<Release> _change;
    private readonly SortedSet<string>? _clusters;

    /// <param name="change">What has changed.</param>
    /// <param name="isRead">Whether rules read all of it, and so any of it may matter to any cluster.</param>
    public ReleaseNews(CacheChange<Release> change, bool isRead)
    {
        _change = change;
        _clusters = !isRead && change is { Old.Value: { } old, New.Value: { } now } && IsSame(old, now)
            ? Moved(old.Status, now.Status)
            : null;
    }

    /// <summary>Whether it was made of this change.</summary>
    public bool IsOf(CacheChange<Release> change) =>
        ReferenceEquals(_change.Old, change.Old) && ReferenceEquals(_change.New, change.New);

    /// <summary>Whether it concerns a cluster.</summary>
    public bool IsFor(string cluster) => _clusters?.Contains(cluster) != false;

    /// <summary>Whether all is the same that every cluster of the Release goes by.</summary>
    private static bool IsSame(Release old, Release now) =>
        old.Metadata.Uid == now.Metadata.Uid
        && old.Metadata.Generation == now.Metadata.Generation
        && old.Metadata.DeletionTimestamp == now.Metadata.DeletionTimestamp
        && old.Status?.Phase == now.Status?.Phase
        && old.Status?.SupersededBy == now.Status?.SupersededBy
        && old.Status?.Plan?.Digest == now.Status?.Plan?.Digest;

    /// <summary>Those that got a slot or gave it back, or began or ended to wait for a conflict domain.</summary>
    private static SortedSet<string> Moved(ReleaseStatus? old, ReleaseStatus? now)
    {
        var moved = Slots(old);
        moved.SymmetricExceptWith(Slots(now));
        var waiting = Waiting(old);
        waiting.SymmetricExceptWith(Waiting(now));
        moved.UnionWith(waiting);
        return moved;
    }

    private static SortedSet<string> Slots(ReleaseStatus? status) =>
        new((status?.Slots ?? []).Select(slot => slot.Cluster), StringComparer.Ordinal);

    private static SortedSet<string> Waiting(ReleaseStatus? status) =>
        new(status?.Interlocked ?? [], StringComparer.Ordinal);
}
