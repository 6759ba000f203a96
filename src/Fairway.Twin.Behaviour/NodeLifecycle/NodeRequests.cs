using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>What the node controller asks of the API.</summary>
internal static class NodeRequests
{
    private const string Agent = WorkloadRequests.Agent;

    public static IEnumerable<KubeRequest> Of(NodeObservation seen, NodePlan plan)
    {
        // Taints first: they name the revision that they were decided on.
        if (plan.Taints is { } taints)
        {
            yield return SetTaints(seen.Node.Meta, taints);
        }

        if (plan.Status is { } status)
        {
            yield return Request.StrategicStatus(Agent, KubeResources.Nodes, seen.Node.Meta.Key, status);
        }

        foreach (var pod in plan.Unready)
        {
            yield return Request.StrategicStatus(Agent, KubeResources.Pods, pod.Meta.Key, NotReady(pod, seen.Now));
        }
    }

    /// <summary>Sets all taints of a node, unless somebody has written it meanwhile.</summary>
    public static KubeRequest SetTaints(ObjectMeta node, IReadOnlyCollection<Taint> taints) => Request.Merge(
        Agent, KubeResources.Nodes, node.Key, new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = node.ResourceVersion },
            ["spec"] = new JsonObject
            {
                ["taints"] = taints.Count == 0 ? null : new JsonArray([.. taints.Select(t => t.ToJson())]),
            },
        });

    private static JsonObject NotReady(PodView pod, DateTimeOffset now) => new()
    {
        ["metadata"] = new JsonObject { ["uid"] = pod.Meta.Uid },
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = "False",
                ["lastTransitionTime"] = ApiTime.Text(now),
            }),
        },
    };
}
