using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Running;

/// <summary>Which owners a change of a child concerns.</summary>
internal static class Wake
{
    /// <summary>A child wakes its controller; an orphan wakes every owner of its namespace that would take
    /// it.</summary>
    public static ControllerSource[] OwnersOf<TChild, TOwner>(
        ObjectCache<TChild> children, ObjectCache<TOwner> owners, Func<TOwner, LabelSelector?> selector)
        where TChild : class, IObjectView
        where TOwner : class, IObjectView =>
    [
        ControllerSource.Owner(children, owners.Resource, change => Patience.WithChild(children, change)),
        ControllerSource.Map(children, change => Takers(change.New, owners, selector)),
    ];

    private static IEnumerable<ObjectKey> Takers<TChild, TOwner>(
        CachedObject<TChild>? child, ObjectCache<TOwner> owners, Func<TOwner, LabelSelector?> selector)
        where TChild : class, IObjectView
        where TOwner : class, IObjectView
    {
        if (child is null || child.Controller is not null)
        {
            return [];
        }

        var labels = child.Value.Meta.Labels;
        return owners.All
            .Where(o => o.Key.Namespace == child.Key.Namespace && (selector(o.Value)?.Matches(labels) ?? false))
            .Select(o => o.Key);
    }
}
