using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Scheduling;

namespace Fairway.Twin.Behaviour.Reporting;

/// <summary>What happens to pods on their way, as events.</summary>
internal static class PodEvents
{
    public static KubeEvent Of(PodView pod, PodEvent happened) =>
        new(Reference(pod), happened.Reason, happened.Reason, happened.Message) { IsWarning = happened.Warning };

    /// <summary>What a decision means for the pod, and for those that leave their place to it.</summary>
    public static IEnumerable<KubeEvent> Of(Placement placement) => placement switch
    {
        Placement.Bind bind =>
        [
            new KubeEvent(
                Reference(bind.Pod), "Scheduled", "Binding",
                $"Successfully assigned {bind.Pod.Meta.Key} to {bind.Node}"),
        ],
        Placement.Refuse refuse => [Failed(refuse.Pod, refuse.Message)],
        Placement.Preempt preempt =>
        [
            Failed(preempt.Pod, preempt.Message),
            .. preempt.Victims.Where(v => !v.Meta.IsDeleting).Select(v => Preempted(v, preempt)),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(placement), placement, "a placement without an event"),
    };

    private static KubeEvent Failed(PodView pod, string message) =>
        new(Reference(pod), "FailedScheduling", "Scheduling", message) { IsWarning = true };

    private static KubeEvent Preempted(PodView victim, Placement.Preempt preempt) =>
        new(
            Reference(victim), "Preempted", "Preempting",
            $"Preempted by pod {preempt.Pod.Meta.Uid} on node {preempt.Node}")
        {
            Related = Reference(preempt.Pod),
        };

    private static ObjectReference Reference(PodView pod) =>
        ObjectReference.To(KubeResources.Pods, pod.Meta.Key, pod.Meta.Uid);
}
