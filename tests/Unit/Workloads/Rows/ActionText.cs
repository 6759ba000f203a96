using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Tests.Workloads.Rows;

/// <summary>What a plan writes about pods and claims, in a few words each.</summary>
internal static class ActionText
{
    /// <summary>The actions in their order, or <c>-</c> for none; revisions are left out.</summary>
    public static string Of(IEnumerable<WorkloadAction> actions)
    {
        var text = string.Join("; ", actions.Select(Of).Where(one => one.Length > 0));
        return text.Length == 0 ? "-" : text;
    }

    private static string Of(WorkloadAction action) => action switch
    {
        WorkloadAction.Delete { Kind: ChildKind.Pod or ChildKind.Claim } delete => $"delete {delete.Child.Name}",
        WorkloadAction.Adopt { Kind: ChildKind.Pod } adopt => $"adopt {adopt.Child.Name}",
        WorkloadAction.Release { Kind: ChildKind.Pod } release => $"release {release.Child.Name}",
        WorkloadAction.CreateClaim claim => $"create {claim.Name}",
        WorkloadAction.CreatePod create =>
            $"create {create.Label}@{(string?)create.Body["metadata"]!["labels"]!["controller-revision-hash"]}",
        WorkloadAction.ChangePod change => $"change {change.Pod.Name}{string.Concat(Changes(change.Patch))}",
        _ => "",
    };

    private static IEnumerable<string> Changes(JsonObject patch)
    {
        var labels = patch["metadata"]?["labels"] as JsonObject ?? [];
        if (labels["controller-revision-hash"] is { } revision)
        {
            yield return $" to={revision}";
        }

        if (labels["apps.kruise.io/specified-delete"] is not null)
        {
            yield return " marked";
        }

        if (labels["lifecycle.apps.kruise.io/state"] is { } state)
        {
            yield return $" state={state}";
        }

        foreach (var container in patch["spec"]?["containers"] as JsonArray ?? [])
        {
            yield return $" img={container!["name"]}:{container["image"]}";
        }

        foreach (var condition in patch["status"]?["conditions"] as JsonArray ?? [])
        {
            yield return $" gate={condition!["status"]}";
        }
    }
}
