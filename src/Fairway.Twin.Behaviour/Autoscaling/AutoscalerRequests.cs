using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>The requests that carry out what is decided for an autoscaler.</summary>
internal static class AutoscalerRequests
{
    public static IEnumerable<KubeRequest> Of(AutoscalerObservation seen, AutoscalerPlan plan)
    {
        const string agent = WorkloadRequests.Agent;
        var autoscaler = seen.Autoscaler;
        if (plan.Rescale is { } size && seen.Target is { } target)
        {
            var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = size } };
            var key = new ObjectKey(autoscaler.Meta.Namespace, autoscaler.TargetName);
            yield return Request.Merge(agent, target, key, patch, "scale");
        }

        if (StatusPatch.Between(autoscaler.Status.ToJson(), plan.Status.ToJson()) is { } status)
        {
            yield return Request.Merge(agent, CoreResources.Autoscalers, autoscaler.Meta.Key, status, "status");
        }
    }
}
