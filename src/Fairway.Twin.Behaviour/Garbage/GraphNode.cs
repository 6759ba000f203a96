using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>An object in the graph of owners.</summary>
internal sealed record GraphNode(KubeResource Resource, ObjectMeta Meta)
{
    public bool WaitsForDependents => Meta.IsDeleting && Meta.Finalizers.Contains(WellKnown.ForegroundFinalizer);

    public bool OrphansDependents => Meta.IsDeleting && Meta.Finalizers.Contains(WellKnown.OrphanFinalizer);

    public bool Blocks(string ownerUid) => Meta.Owners.Any(o => o.Uid == ownerUid && o.BlockOwnerDeletion);
}
