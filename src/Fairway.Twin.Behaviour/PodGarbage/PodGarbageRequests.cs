using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>What removes a pod that is left over: it has failed, unless it had ended, and goes without grace.</summary>
internal static class PodGarbageRequests
{
    public static IEnumerable<KubeRequest> Remove(PodView pod, Condition? why)
    {
        const string agent = WorkloadRequests.Agent;
        if (!pod.IsTerminal)
        {
            var status = new JsonObject { ["phase"] = PodPhase.Failed };
            if (why is not null)
            {
                status["conditions"] = new JsonArray(why.ToJson());
            }

            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["uid"] = pod.Meta.Uid },
                ["status"] = status,
            };
            yield return Request.StrategicStatus(agent, KubeResources.Pods, pod.Meta.Key, patch);
        }

        yield return Request.Delete(
            agent, KubeResources.Pods, pod.Meta, new DeleteHow("Background", GraceSeconds: 0));
    }
}
