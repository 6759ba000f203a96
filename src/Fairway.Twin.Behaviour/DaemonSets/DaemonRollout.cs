using System.Collections.Immutable;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>The steps of a DaemonSet's rolling update: old pods make way within the limit of what may be missing, or
/// new ones surge.</summary>
internal static class DaemonRollout
{
    /// <param name="draft">The set.</param>
    /// <param name="touched">Nodes on which a pod is being created by the same plan.</param>
    public static IEnumerable<WorkloadAction> Step(DaemonSetDraft draft, ImmutableHashSet<string> touched)
    {
        if (!draft.Nodes.Any(n => n.ShouldRun && n.Active.Any(p => !draft.IsUpdated(p))))
        {
            return [];
        }

        var pairs = draft.Nodes.Where(n => n.ShouldRun && !touched.Contains(n.Name)).Select(n => Pair.Of(draft, n));
        return draft.MaxSurge > 0 ? Surge(draft, [.. pairs]) : Replace(draft, [.. pairs], touched.Count);
    }

    private static IEnumerable<WorkloadAction> Replace(DaemonSetDraft draft, Pair[] pairs, int beingCreated)
    {
        var missing = beingCreated + pairs.Count(p => !p.HasOnlyOld && !p.NewIsAvailable(draft));
        var broken = pairs.Where(p => p.HasOnlyOld && !draft.IsAvailable(p.Old!)).ToArray();
        var spare = Math.Max(0, draft.MaxUnavailable - missing - broken.Length);
        var healthy = pairs.Where(p => p.HasOnlyOld && draft.IsAvailable(p.Old!)).Take(spare);
        return
        [
            .. broken.Select(p => Delete(p.Old!, "an old one that is not available")),
            .. healthy.Select(p => Delete(p.Old!, "it is of an old revision")),
        ];
    }

    private static IEnumerable<WorkloadAction> Surge(DaemonSetDraft draft, Pair[] pairs)
    {
        var surging = pairs.Count(p => p is { Old: not null, New: not null } && !draft.IsAvailable(p.New));
        var broken = pairs.Where(p => p.HasOnlyOld && !draft.IsAvailable(p.Old!)).ToArray();
        var room = Math.Max(0, draft.MaxSurge - surging);
        var healthy = pairs.Where(p => p.HasOnlyOld && draft.IsAvailable(p.Old!)).Take(room);
        return
        [
            .. broken.Select(p => Create(draft, p, "beside an old one that is not available")),
            .. healthy.Select(p => Create(draft, p, "beside the old one")),
        ];
    }

    private static WorkloadAction.CreatePod Create(DaemonSetDraft draft, Pair pair, string reason) =>
        draft.Create(pair.Node, reason);

    private static WorkloadAction.Delete Delete(PodView pod, string reason) => new(ChildKind.Pod, pod.Meta, reason);

    /// <summary>The old and the new pod of a node, as far as it has them.</summary>
    private sealed record Pair(string Node, PodView? Old, PodView? New)
    {
        public bool HasOnlyOld => Old is not null && New is null;

        public static Pair Of(DaemonSetDraft draft, DaemonNode node) => new(
            node.Name,
            node.Active.FirstOrDefault(p => !draft.IsUpdated(p)),
            node.Active.FirstOrDefault(draft.IsUpdated));

        public bool NewIsAvailable(DaemonSetDraft draft) => Old is null && New is not null && draft.IsAvailable(New);
    }
}
