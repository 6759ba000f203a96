using Fairway.Kube;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What a kubelet asks of the API for its node.</summary>
internal static class KubeletRequests
{
    public const string LeaseNamespace = "kube-node-lease";

    public static IEnumerable<KubeRequest> Of(NodeView node, KubeletPlan plan)
    {
        const string agent = PodReconciler.Agent;
        if (plan.Main is { } main)
        {
            yield return Request.Merge(agent, KubeResources.Nodes, node.Meta.Key, main);
        }

        if (plan.Status is { } status)
        {
            yield return Request.StrategicStatus(agent, KubeResources.Nodes, node.Meta.Key, status);
        }
    }

    public static KubeRequest? OfLease(KubeletPlan plan) => plan.Lease is { } lease
        ? Request.Create(PodReconciler.Agent, KubeResources.Leases, LeaseNamespace, lease)
        : null;
}
