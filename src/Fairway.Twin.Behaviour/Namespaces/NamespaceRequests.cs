using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>What a step of a namespace's deletion asks of the API.</summary>
internal static class NamespaceRequests
{
    private const string Agent = WorkloadRequests.Agent;

    public static IEnumerable<KubeRequest> Of(NamespaceView ns, NamespacePlan plan)
    {
        foreach (var resource in plan.Deletions)
        {
            yield return Request.DeleteAll(Agent, resource, ns.Meta.Name);
        }

        if (plan.Conditions is { } conditions)
        {
            var list = new JsonArray([.. conditions.Select(c => c.ToJson())]);
            var status = new JsonObject { ["status"] = new JsonObject { ["conditions"] = list } };
            yield return Request.Merge(Agent, KubeResources.Namespaces, ns.Meta.Key, status, "status");
        }

        if (plan.Release)
        {
            yield return Request.Update(Agent, KubeResources.Namespaces, ns.Meta.Key, "finalize", Released(ns));
        }
    }

    private static JsonObject Released(NamespaceView ns) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = ns.Meta.Name },
        ["spec"] = new JsonObject
        {
            ["finalizers"] = new JsonArray(
                [.. ns.Holders.Where(h => h != WellKnown.NamespaceFinalizer).Select(h => JsonValue.Create(h))]),
        },
    };
}
