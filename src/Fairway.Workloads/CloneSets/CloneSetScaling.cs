using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>Which pods of a CloneSet come and go. Those that are not available go freely; of the others as many as may
/// be missing.</summary>
internal static class CloneSetScaling
{
    /// <summary>The most pods that one plan creates.</summary>
    public const int Burst = 250;

    public static ImmutableArray<WorkloadAction> Decide(CloneSetDraft draft)
    {
        var marked = draft.Pods.Where(draft.IsMarked).ToImmutableArray();
        var preparing = draft.Pods.Where(Lifecycle.IsPreparingDelete).ToImmutableArray();
        var leaving = marked.Count(p => !Lifecycle.IsPreparingDelete(p)) + preparing.Length;
        ImmutableArray<WorkloadAction> regretted = [.. Regret(draft, preparing, leaving)];
        if (!regretted.IsEmpty)
        {
            return regretted;
        }

        if (draft.Numbers.ScaleUp > 0)
        {
            return [.. DroppedClaims(draft), .. Create(draft)];
        }

        var limit = draft.Numbers.DeleteReadyLimit;
        ImmutableArray<WorkloadAction> going =
        [
            .. DroppedClaims(draft),
            .. preparing.Where(p => !draft.Steps.IsHeld(p))
                .SelectMany(p => Delete(draft, p, "its hooks have let it go")),
        ];
        if (going.IsEmpty)
        {
            var asked = marked.Where(p => !Lifecycle.IsPreparingDelete(p));
            going = [.. Within(draft, asked, limit).SelectMany(p => Leave(draft, p, "it is to be replaced"))];
        }

        return !going.IsEmpty || leaving > 0
            ? going
            : [.. Within(draft, Excess(draft), limit).SelectMany(p => Leave(draft, p, "there are too many"))];
    }

    /// <summary>Pods that only prepared to go because there were too many stay where there are too few.</summary>
    private static IEnumerable<WorkloadAction> Regret(
        CloneSetDraft draft, ImmutableArray<PodView> preparing, int leaving)
    {
        var missing = Math.Max(draft.Set.Policy.Replicas - draft.Pods.Length + leaving, 0);
        return preparing.Where(p => !draft.IsMarked(p)).Take(missing).Select(p => Lifecycle.Move(
            p, Lifecycle.PreparingNormal, draft.Now, "it is wanted again"));
    }

    private static IEnumerable<WorkloadAction> Create(CloneSetDraft draft)
    {
        var numbers = draft.Numbers;
        var count = Math.Min(numbers.ScaleUpLimit, Burst) - Returning(draft);
        return InstanceIds.For(draft).Take(count).SelectMany((id, i) => i < numbers.ScaleUpOld
            ? CloneSetPod.Create(draft, draft.Current, id, "one of the old revision is missing")
            : CloneSetPod.Create(draft, draft.Update, id, "one is missing"));
    }

    /// <summary>Pods that are ending and leave a claim behind: the place of each is taken by a pod of its name, when it
    /// is gone.</summary>
    private static int Returning(CloneSetDraft draft) => draft.Set.DropsClaims
        ? 0
        : draft.All.Count(p => p.Meta.IsDeleting
            && draft.Claims.Any(c => !c.Meta.IsDeleting && IdOf(c.Meta) is { } id && id == IdOf(p.Meta)));

    private static IEnumerable<PodView> Excess(CloneSetDraft draft)
    {
        var old = Math.Min(draft.Numbers.ScaleDownOld, draft.Numbers.ScaleDown);
        var updated = draft.Numbers.ScaleDown - old;
        return First(old, draft.Pods.Where(p => !draft.IsUpdated(p)))
            .Concat(First(updated, draft.Pods.Where(draft.IsUpdated)));

        ImmutableArray<PodView> First(int count, IEnumerable<PodView> pods) =>
            count == 0 ? [] : DeletionRank.First(count, pods, draft.Health.IsAvailable);
    }

    private static IEnumerable<PodView> Within(CloneSetDraft draft, IEnumerable<PodView> pods, int limit) =>
        pods.Where(p => !draft.Health.IsAvailable(p) || limit-- > 0);

    private static IEnumerable<WorkloadAction> Leave(CloneSetDraft draft, PodView pod, string reason) =>
        draft.Steps.IsHeld(pod)
            ? new[] { draft.Steps.Leave(pod, reason) }.OfType<WorkloadAction>()
            : Delete(draft, pod, reason);

    /// <summary>A pod that the controller deletes takes its claims along.</summary>
    private static IEnumerable<WorkloadAction> Delete(CloneSetDraft draft, PodView pod, string reason) =>
    [
        new WorkloadAction.Delete(ChildKind.Pod, pod.Meta, reason),
        .. draft.Claims
            .Where(c => !c.Meta.IsDeleting && IdOf(c.Meta) is { } id && id == IdOf(pod.Meta))
            .Select(c => new WorkloadAction.Delete(ChildKind.Claim, c.Meta, "its pod is deleted")),
    ];

    /// <summary>Claims that are kept for pods that are missing, and none is: whoever deleted their pods has died before
    /// he deleted them.</summary>
    public static IEnumerable<WorkloadAction> LeftClaims(CloneSetDraft draft) =>
        draft.Numbers is { ScaleUp: 0, ScaleDown: 0 } ? Unused(draft, "its pod is gone, and none is missing") : [];

    private static IEnumerable<WorkloadAction> DroppedClaims(CloneSetDraft draft) =>
        draft.Set.DropsClaims ? Unused(draft, "its pod is gone") : [];

    private static IEnumerable<WorkloadAction> Unused(CloneSetDraft draft, string reason) => draft.Claims
        .Where(c => !c.Meta.IsDeleting && draft.All.All(p => IdOf(p.Meta) != IdOf(c.Meta)))
        .Select(c => new WorkloadAction.Delete(ChildKind.Claim, c.Meta, reason));

    private static string? IdOf(ObjectMeta meta) => meta.Labels[KruiseNames.InstanceId];
}
