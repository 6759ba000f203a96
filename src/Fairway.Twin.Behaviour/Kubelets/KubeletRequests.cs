using Fairway.Kube;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What a kubelet asks of the API for its node.</summary>
internal static class KubeletRequests
{
    public const string LeaseNamespace = "kube-node-lease";

    public static IEnumerable<KubeRequest> Of(KubeletObservation seen, KubeletPlan plan)
    {
        const string agent = PodReconciler.Agent;
        var node = seen.Node;
        if (plan.Main is { } main)
        {
            yield return Request.Merge(agent, KubeResources.Nodes, node.Meta.Key, main);
        }

        if (plan.Status is { } status)
        {
            yield return Request.StrategicStatus(agent, KubeResources.Nodes, node.Meta.Key, status);
        }

        if (plan.Evicted is var (pod, pressure))
        {
            yield return Request.StrategicStatus(
                agent, KubeResources.Pods, pod.Meta.Key, EvictedPod.Patch(pod, pressure, seen.Now));
        }
    }

    public static KubeRequest? OfLease(KubeletPlan plan) => plan.Lease is { } lease
        ? Request.Create(PodReconciler.Agent, KubeResources.Leases, LeaseNamespace, lease)
        : null;
}
