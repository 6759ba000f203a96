using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Scheduling;

namespace Fairway.Twin.Behaviour.Reporting;

/// <summary>What happens to pods on their way, as events.</summary>
internal static class PodEvents
{
    public static KubeEvent Of(PodView pod, PodEvent happened) =>
        new(Reference(pod), happened.Reason, happened.Reason, happened.Message) { IsWarning = happened.Warning };

    public static KubeEvent Of(Placement placement) => placement switch
    {
        Placement.Bind bind => new KubeEvent(
            Reference(bind.Pod), "Scheduled", "Binding", $"Successfully assigned {bind.Pod.Meta.Key} to {bind.Node}"),
        Placement.Refuse refuse => new KubeEvent(
            Reference(refuse.Pod), "FailedScheduling", "Scheduling", refuse.Message) { IsWarning = true },
        _ => throw new ArgumentOutOfRangeException(nameof(placement), placement, "a placement without an event"),
    };

    private static ObjectReference Reference(PodView pod) =>
        ObjectReference.To(KubeResources.Pods, pod.Meta.Key, pod.Meta.Uid);
}
