using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The phase of a pod, as its containers make it.</summary>
internal static class PodPhasePlanner
{
    public static string Of(PodView pod, PodSteps steps)
    {
        var containers = steps.MainStatuses;
        if (steps.HasInitFailed)
        {
            return PodPhase.Failed;
        }

        if (containers.Length > 0 && containers.All(c => c.Terminated is not null))
        {
            return containers.All(c => c.Terminated!.ExitCode == 0) ? PodPhase.Succeeded : PodPhase.Failed;
        }

        var isWaiting = containers.Any(c => c.Waiting is not null && c.LastTerminated is null);
        return !steps.IsInitialized || isWaiting ? PodPhase.Pending
            : pod.Spec.Containers.IsEmpty ? pod.Phase : PodPhase.Running;
    }
}
