using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The conditions that a node keeps of a pod, as its containers and readiness gates make them.</summary>
internal static class PodConditions
{
    private const string Completed = "PodCompleted";
    private const string Failed = "PodFailed";

    /// <summary>Conditions that a node takes away again.</summary>
    public static ImmutableArray<string> Passing { get; } = [ResizePlanner.Pending];

    /// <param name="seen">The pod.</param>
    /// <param name="steps">Its containers.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="resize">What stands in the way of a resize; null for nothing.</param>
    public static ImmutableArray<Condition> Of(
        PodObservation seen, PodSteps steps, string phase, Condition? resize)
    {
        var hasSandbox = steps.All.Any(s => s.Status.RunningSince is not null || s.Status.LastTerminated is not null
            || s.Status.Terminated is not null);
        var containersReady = ContainersReady(seen.Pod, steps, phase);
        return
        [
            .. ((ReadOnlySpan<Condition?>)
            [
                resize,
                new Condition("PodReadyToStartContainers", hasSandbox ? "True" : "False"),
                Initialized(steps, phase),
                Ready(seen.Pod, containersReady),
                containersReady,
                new Condition("PodScheduled", "True"),
            ]).ToArray().OfType<Condition>().Select(c => WithTime(c, seen)),
        ];
    }

    private static Condition Initialized(PodSteps steps, string phase)
    {
        if (steps.IsInitialized)
        {
            return new Condition("Initialized", "True", phase == PodPhase.Succeeded ? Completed : "");
        }

        var incomplete = steps.InitStatuses
            .Where(c => c is not ({ Terminated.ExitCode: 0 } or { RunningSince: not null, Started: true, Ready: true }))
            .Select(c => c.Name);
        return new Condition(
            "Initialized", "False", "ContainersNotInitialized",
            $"containers with incomplete status: [{string.Join(' ', incomplete)}]");
    }

    private static Condition ContainersReady(PodView pod, PodSteps steps, string phase)
    {
        if (phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            return new Condition("ContainersReady", "False", phase == PodPhase.Succeeded ? Completed : Failed);
        }

        var sidecars = pod.Spec.InitContainers.Where(c => c.RestartsAlways).Select(c => c.Name).ToArray();
        var unready = steps.InitStatuses.Where(c => sidecars.Contains(c.Name)).Concat(steps.MainStatuses)
            .Where(c => !c.Ready).Select(c => c.Name).ToArray();
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
        return condition with
        {
            TransitionedAt = same ? current!.TransitionedAt : ApiTime.Truncate(seen.Now),
            ObservedGeneration = seen.Pod.Meta.Generation,
        };
    }
}
