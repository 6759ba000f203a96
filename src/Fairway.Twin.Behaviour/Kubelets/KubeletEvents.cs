using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Reporting;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What a kubelet tells of the pods that it evicts.</summary>
internal static class KubeletEvents
{
    public static IEnumerable<KubeEvent> Of(KubeletPlan plan) => plan.Evicted is var (pod, pressure)
        ? [PodEvents.Of(pod, EvictedPod.Event(pressure))]
        : [];
}
