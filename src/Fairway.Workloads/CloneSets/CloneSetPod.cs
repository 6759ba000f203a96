using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Kube.Pods.Volumes;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>A pod of a CloneSet, and its claims.</summary>
internal static class CloneSetPod
{
    /// <summary>The pod's claims that are not there yet, and the pod.</summary>
    public static IEnumerable<WorkloadAction> Create(
        CloneSetDraft draft, RevisionView revision, string id, string reason)
    {
        var (set, name) = (draft.Set, $"{draft.Set.Meta.Name}-{id}");
        foreach (var claim in set.Claims.Where(c => draft.Claims.All(there => there.Meta.Name != c.NameOf(name))))
        {
            yield return new WorkloadAction.CreateClaim(
                claim.NameOf(name), Claim(set, claim, name, id), $"pod {name} needs it")
            {
                Pod = name,
            };
        }

        yield return new WorkloadAction.CreatePod(Body(set, revision, name, id), name, reason);
    }

    /// <summary>The labels by which a pod is known to be of a revision.</summary>
    public static (string Key, string Value)[] LabelsOf(RevisionView revision) =>
    [
        (WellKnown.ControllerRevisionHash, revision.Name),
        (WellKnown.PodTemplateHash, revision.Name[(revision.Name.LastIndexOf('-') + 1)..]),
    ];

    private static JsonObject Body(CloneSetView set, RevisionView revision, string name, string id)
    {
        // Without a hook nobody is to be waited for, and a write for each pod is saved.
        var state = set.Hooks.PreNormal is null ? Lifecycle.Normal : Lifecycle.PreparingNormal;
        var template = LabelsOf(revision)
            .Append((KruiseNames.InstanceId, id)).Append((KruiseNames.LifecycleState, state))
            .Aggregate(revision.Template, (made, label) => made.WithLabel(label.Item1, label.Item2));
        var body = PodBody.From(template, set.Meta.Namespace, Owner(set));
        body["metadata"]!["name"] = name;
        var spec = (JsonObject)body["spec"]!;
        ClaimTemplate.Mount(set.Claims, name, spec);
        ReadinessGate.AddTo(spec, set.Hooks, inPlace: true);
        return body;
    }

    private static JsonObject Claim(CloneSetView set, ClaimTemplate claim, string pod, string id)
    {
        var body = claim.Body(set.Meta.Namespace, set.Selector, pod);
        var metadata = (JsonObject)body["metadata"]!;
        metadata["labels"]![KruiseNames.InstanceId] = id;
        metadata["ownerReferences"] = new JsonArray(Owner(set).ToJson());
        return body;
    }

    private static OwnerReference Owner(CloneSetView set) => OwnerReference.ControllerOf(
        KruiseResources.CloneSets.ApiVersion, KruiseResources.CloneSets.Kind, set.Meta);
}
