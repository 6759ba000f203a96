using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The conditions that a node keeps of a pod, as its containers and readiness gates make them.</summary>
internal static class PodConditions
{
    public static ImmutableArray<Condition> Of(
        PodObservation seen, ImmutableArray<ContainerStatus> containers, string phase)
    {
        var hasSandbox = containers.Any(c => c.RunningSince is not null || c.LastTerminated is not null
            || c.Terminated is not null);
        var containersReady = ContainersReady(containers, phase);
        return
        [
            .. ((ReadOnlySpan<Condition>)
            [
                new Condition("PodReadyToStartContainers", hasSandbox ? "True" : "False"),
                new Condition("Initialized", "True", phase == PodPhase.Succeeded ? "PodCompleted" : ""),
                Ready(seen.Pod, containersReady),
                containersReady,
                new Condition("PodScheduled", "True"),
            ]).ToArray().Select(c => WithTime(c, seen)),
        ];
    }

    private static Condition ContainersReady(ImmutableArray<ContainerStatus> containers, string phase)
    {
        if (phase == PodPhase.Succeeded)
        {
            return new Condition("ContainersReady", "False", "PodCompleted");
        }

        var unready = containers.Where(c => !c.Ready).Select(c => c.Name).ToArray();
        return unready.Length == 0
            ? new Condition("ContainersReady", "True")
            : new Condition(
                "ContainersReady", "False", "ContainersNotReady",
                $"containers with unready status: [{string.Join(' ', unready)}]");
    }

    private static Condition Ready(PodView pod, Condition containersReady)
    {
        if (containersReady.Status != "True")
        {
            return containersReady with { Type = "Ready" };
        }

        var closed = pod.Spec.ReadinessGates.Select(g => WhyClosed(pod, g)).OfType<string>().ToArray();
        return closed.Length == 0
            ? new Condition("Ready", "True")
            : new Condition("Ready", "False", "ReadinessGatesNotReady", string.Join(", ", closed));
    }

    private static string? WhyClosed(PodView pod, string gate) => pod.Find(gate) switch
    {
        { Status: "True" } => null,
        null => $"corresponding condition of pod readiness gate \"{gate}\" does not exist.",
        { Status: var status } => $"the status of pod readiness gate \"{gate}\" is not \"True\", but {status}",
    };

    private static Condition WithTime(Condition condition, PodObservation seen)
    {
        var current = seen.Pod.Find(condition.Type);
        var same = current is not null && current.Status == condition.Status;
        return condition with { TransitionedAt = same ? current!.TransitionedAt : ApiTime.Truncate(seen.Now) };
    }
}
