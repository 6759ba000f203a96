using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.DaemonSets;

/// <summary>The old and the new pod of a node, as far as it has them; those that prepare to be deleted are as good as
/// gone.</summary>
internal sealed record DaemonPair(DaemonNode Node, PodView? Old, PodView? New)
{
    public bool HasOnlyOld => Old is not null && New is null;

    public static DaemonPair Of(AdvancedDaemonSetDraft draft, DaemonNode node)
    {
        var staying = node.Active.RemoveAll(static p => Lifecycle.IsPreparingDelete(p));
        return new DaemonPair(
            node, staying.FirstOrDefault(p => !draft.IsUpdated(p)), staying.FirstOrDefault(draft.IsUpdated));
    }

    /// <summary>The node has a pod that serves.</summary>
    public bool IsServed(AdvancedDaemonSetDraft draft) =>
        (Old is not null && draft.IsAvailable(Old)) || (New is not null && draft.IsAvailable(New));
}
