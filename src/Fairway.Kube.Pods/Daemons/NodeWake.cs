using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;

namespace Fairway.Kube.Pods.Daemons;

/// <summary>Which sets of daemons a change of a node concerns.</summary>
internal static class NodeWake
{
    /// <summary>All of them where its labels or taints change, or it comes or goes; its status decides
    /// nothing.</summary>
    public static ControllerSource Of<T>(ObjectCache<NodeView> nodes, ObjectCache<T> sets)
        where T : class, IObjectView => ControllerSource.Map(
        nodes, change => IsSame(change) ? [] : sets.All.Select(set => set.Key), _ => Patience.Of(nodes.Count));

    private static bool IsSame(CacheChange<NodeView> change) =>
        change is { Old.Value: { } old, New.Value: { } now }
        && old.Meta.Labels.Equals(now.Meta.Labels) && old.Taints.SequenceEqual(now.Taints);
}
