using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a node's step with a pod asks of the API.</summary>
internal static class PodRequests
{
    public static IEnumerable<KubeRequest> Of(ObjectMeta pod, PodPlan plan)
    {
        if (plan.Remove)
        {
            var how = new DeleteHow("Background", GraceSeconds: 0);
            yield return Request.Delete(PodReconciler.Agent, KubeResources.Pods, pod, how);
        }
        else if (plan.Status is { } status)
        {
            yield return Request.StrategicStatus(PodReconciler.Agent, KubeResources.Pods, pod.Key, status);
        }
    }
}
