using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>
/// Whose the claims of an Advanced StatefulSet are, by its retention policy: its own where they go with it, a pod's
/// where they go with that pod, which the set is scaled by. The garbage collector deletes them then, whoever dies in
/// between.
/// </summary>
internal static class ClaimRetention
{
    private const string PodKind = "Pod";

    /// <summary>Gives the claims of its pods the owners that they are to have, before any pod goes.</summary>
    public static IEnumerable<WorkloadAction> Decide(AdvancedStatefulSetDraft draft) =>
        draft.Claims.Count == 0
            ? []
            : draft.Places.Select(place => place.Pod).OfType<PodView>()
                .SelectMany(pod => Own(draft, pod, isLeaving: false))
                .Concat(draft.Condemned.SelectMany(pod => Own(draft, pod, isLeaving: true)));

    /// <summary>Whether a pod that is to be made would take a claim that is going: it is waited for.</summary>
    public static bool IsGoing(AdvancedStatefulSetDraft draft, string pod) => ClaimsOf(draft, pod).Any(claim =>
        claim.IsDeleting || (draft.Set.DropsClaimsWhenScaled
            && claim.Owners.Any(owner => owner.Kind == PodKind && owner.Name == pod)));

    private static IEnumerable<WorkloadAction> Own(AdvancedStatefulSetDraft draft, PodView pod, bool isLeaving)
    {
        var goesWithPod = draft.Set.DropsClaimsWhenScaled && isLeaving;
        var goesWithSet = draft.Set.DropsClaimsWhenDeleted && !goesWithPod;
        foreach (var claim in ClaimsOf(draft, pod.Meta.Name).Where(claim => !claim.IsDeleting))
        {
            var owners = claim.Owners.Where(o => o.Uid != pod.Meta.Uid && o.Uid != draft.Set.Meta.Uid)
                .ToImmutableArray();
            if (goesWithSet)
            {
                owners = owners.Add(OwnerReference.ControllerOf(
                    KruiseResources.StatefulSets.ApiVersion, KruiseResources.StatefulSets.Kind, draft.Set.Meta));
            }

            if (goesWithPod)
            {
                owners = owners.Add(new OwnerReference("v1", PodKind, pod.Meta.Name, pod.Meta.Uid));
            }

            if (!owners.Select(o => o.Uid).ToHashSet().SetEquals(claim.Owners.Select(o => o.Uid)))
            {
                yield return new WorkloadAction.Own(
                    ChildKind.Claim, claim, owners, goesWithPod ? "it goes with its pod" : "it stays with its place");
            }
        }
    }

    private static IEnumerable<ObjectMeta> ClaimsOf(AdvancedStatefulSetDraft draft, string pod) => draft.Set.Claims
        .Select(template => draft.Claims.GetValueOrDefault(template.NameOf(pod))?.Meta).OfType<ObjectMeta>();
}
