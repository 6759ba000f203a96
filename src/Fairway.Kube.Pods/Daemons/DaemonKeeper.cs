using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Daemons;

/// <summary>What nodes need whatever is rolled out: a pod where one is missing, none where none belongs.</summary>
/// <param name="held">Until when failed pods stay, by node.</param>
internal abstract class DaemonKeeper(ImmutableDictionary<string, DateTimeOffset> held)
{
    /// <summary>How many nodes may have an old and a new pod.</summary>
    public abstract int MaxSurge { get; }

    public abstract bool IsUpdated(PodView pod);

    public abstract bool IsAvailable(PodView pod);

    public abstract WorkloadAction.CreatePod Create(string node, string reason);

    /// <summary>What one node needs.</summary>
    public IEnumerable<WorkloadAction> Keep(DaemonNode node)
    {
        if (node.IsInOrder)
        {
            return [];
        }

        if (!node.MayStay)
        {
            return node.Pods.Where(p => !p.Meta.IsDeleting).Select(p => Delete(p, "it does not belong on its node"));
        }

        var ended = Ended(node).Select(p => Delete(p, "it has ended"));
        if (node.ShouldRun && node.Pods.IsEmpty)
        {
            return [Create(node.Name, "the node has none")];
        }

        return ended.Concat(MaxSurge > 0 ? PruneSurge(node) : PruneExtra(node));
    }

    /// <summary>The nodes whose failed pods are deleted now.</summary>
    public IEnumerable<string> FailedOn(IEnumerable<DaemonNode> nodes) =>
        nodes.Where(n => Ended(n).Any(IsFailed)).Select(n => n.Name);

    /// <summary>When failed pods that are held may be replaced.</summary>
    public IEnumerable<DateTimeOffset?> Replaceable(IEnumerable<DaemonNode> nodes) =>
        from node in nodes
        where node.Pods.Any(p => IsFailed(p) && !p.Meta.IsDeleting) && held.ContainsKey(node.Name)
        select (DateTimeOffset?)held[node.Name];

    // A node that refuses a pod refuses the next as fast: such pods are replaced ever later.
    private IEnumerable<PodView> Ended(DaemonNode node) => node.Pods.Where(p =>
        node.MayStay && p.IsTerminal && !p.Meta.IsDeleting && !(IsFailed(p) && held.ContainsKey(node.Name)));

    private static bool IsFailed(PodView pod) => pod.Phase == PodPhase.Failed;

    private static IEnumerable<WorkloadAction> PruneExtra(DaemonNode node) =>
        node.Active.Skip(1).Select(p => Delete(p, "the node has an older one"));

    // While surging a node may have an old and a new pod: the old one goes when it is of no use or the new one is
    // available.
    private IEnumerable<WorkloadAction> PruneSurge(DaemonNode node)
    {
        var newest = node.Active.Where(IsUpdated).ToArray();
        var old = node.Active.Where(p => !IsUpdated(p)).ToArray();
        var extra = newest.Skip(1).Concat(old.Skip(1)).Select(p => Delete(p, "the node has an older one"));
        return newest.Length > 0 && old.Length > 0 && (!old[0].IsReady || IsAvailable(newest[0]))
            ? extra.Append(Delete(old[0], "the new one takes its place"))
            : extra;
    }

    private static WorkloadAction.Delete Delete(PodView pod, string reason) => new(ChildKind.Pod, pod.Meta, reason);
}
