using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Volumes;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>A pod of an Advanced StatefulSet, and its claims.</summary>
internal static class AdvancedStatefulSetPod
{
    /// <summary>The pod's claims, unless they are there, and the pod.</summary>
    public static IEnumerable<WorkloadAction> Create(AdvancedStatefulSetDraft draft, Place place)
    {
        var set = draft.Set;
        var name = set.NameOf(place.Ordinal);
        foreach (var claim in set.Claims)
        {
            yield return new WorkloadAction.CreateClaim(
                claim.NameOf(name), Claim(set, claim, name), $"pod {name} needs it")
            {
                Pod = name,
            };
        }

        yield return new WorkloadAction.CreatePod(Body(draft, place, name), name, "its place is empty");
    }

    private static JsonObject Body(AdvancedStatefulSetDraft draft, Place place, string name)
    {
        var (set, revision) = (draft.Set, draft.RevisionFor(place));
        var template = revision.Template
            .WithLabel(WellKnown.StatefulPodName, name)
            .WithLabel(WellKnown.PodIndex, place.Ordinal.ToString(CultureInfo.InvariantCulture))
            .WithLabel(WellKnown.ControllerRevisionHash, revision.Name)
            .WithLabel(
                KruiseNames.LifecycleState,
                set.Hooks.PreNormal is null ? Lifecycle.Normal : Lifecycle.PreparingNormal);
        var body = PodBody.From(template, set.Meta.Namespace, Owner(set));
        body["metadata"]!["name"] = name;
        var spec = (JsonObject)body["spec"]!;
        ClaimTemplate.Mount(set.Claims, name, spec);
        spec["hostname"] = name;
        if (set.ServiceName.Length > 0)
        {
            spec["subdomain"] = set.ServiceName;
        }

        var inPlace = set.Style is UpdateStyle.InPlaceIfPossible or UpdateStyle.InPlaceOnly;
        ReadinessGate.AddTo(spec, set.Hooks, inPlace);
        return body;
    }

    private static JsonObject Claim(AdvancedStatefulSetView set, ClaimTemplate claim, string pod)
    {
        var body = claim.Body(set.Meta.Namespace, set.Selector, pod);
        if (set.DropsClaimsWhenDeleted)
        {
            body["metadata"]!["ownerReferences"] = new JsonArray(Owner(set).ToJson());
        }

        return body;
    }

    private static OwnerReference Owner(AdvancedStatefulSetView set) => OwnerReference.ControllerOf(
        KruiseResources.StatefulSets.ApiVersion, KruiseResources.StatefulSets.Kind, set.Meta);
}
