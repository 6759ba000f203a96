using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>What drives a pod off: it is told why, and deleted.</summary>
internal static class TaintRequests
{
    public static IEnumerable<KubeRequest> Evict(PodView pod, DateTimeOffset now)
    {
        const string agent = WorkloadRequests.Agent;
        const string reason = "DeletionByTaintManager";
        if (pod.Find("DisruptionTarget") is not { Status: "True", Reason: reason })
        {
            var why = new Condition(
                "DisruptionTarget", "True", reason, "Taint manager: deleting due to NoExecute taint")
            {
                TransitionedAt = now,
            };
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["uid"] = pod.Meta.Uid },
                ["status"] = new JsonObject { ["conditions"] = new JsonArray(why.ToJson()) },
            };
            yield return Request.StrategicStatus(agent, KubeResources.Pods, pod.Meta.Key, patch);
        }

        yield return Request.Delete(agent, KubeResources.Pods, pod.Meta, new DeleteHow());
    }
}
