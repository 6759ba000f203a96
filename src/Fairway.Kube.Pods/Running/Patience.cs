using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Running;

/// <summary>
/// How long controllers let changes gather whose every look costs by the number of children: a DaemonSet on ten
/// thousand nodes would otherwise look at all of them for each pod that becomes ready. Few children are looked at at
/// once.
/// </summary>
internal static class Patience
{
    private const int Few = 200;

    // Some 2 us are spent on a child, so that the looks of one owner take a fiftieth of a processor at the most.
    private static readonly TimeSpan Each = TimeSpan.FromMicroseconds(100);

    // So many times sooner where the owner waits to go on.
    private const int Sooner = 10;

    /// <summary>With owners of so many children, or readers of so many objects.</summary>
    public static TimeSpan Of(int count) => count <= Few ? TimeSpan.Zero : count * Each;

    /// <summary>With a change of a child. One that is new or gone is looked at soon: its owner waits to go
    /// on.</summary>
    public static TimeSpan WithChild<T>(ObjectCache<T> children, CacheChange<T> change)
        where T : class, IObjectView
    {
        var owner = (change.New ?? change.Old)!.Controller;
        var patience = owner is null ? TimeSpan.Zero : Of(children.CountControlledBy(owner.Uid));
        return change is { Old: not null, New: not null } ? patience : patience / Sooner;
    }

    /// <summary>With a change of an owner: its status, which its controller writes itself, tells it nothing
    /// new.</summary>
    public static TimeSpan WithOwner<TOwner, TChild>(ObjectCache<TChild> children, CacheChange<TOwner> change)
        where TOwner : class, IObjectView
        where TChild : class, IObjectView =>
        change is { Old.Value.Meta: { } old, New.Value.Meta: { } now } && old.Generation == now.Generation
            && old.IsDeleting == now.IsDeleting
            ? Of(children.CountControlledBy(now.Uid))
            : default;
}
