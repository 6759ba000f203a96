using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Starts, restarts and ends one container as its behaviour says.</summary>
internal static class ContainerPlanner
{
    public const string Creating = "ContainerCreating";
    public const string Initializing = "PodInitializing";
    public const string BackingOff = "CrashLoopBackOff";

    public static ContainerStep Step(ContainerSituation now) => now.Status switch
    {
        null => ContainerStartPlanner.Begin(now),
        { Terminated: not null } ended => new ContainerStep(ended),
        { RunningSince: { } since } => ContainerRunPlanner.Run(now, since),
        _ => ContainerStartPlanner.Wait(now, now.Status),
    };

    /// <summary>A container whose turn has not come.</summary>
    public static ContainerStatus NotYet(PodView pod, ContainerSpec spec) => new(spec.Name)
    {
        Image = spec.Image,
        Started = false,
        Waiting = new WaitingState(pod.Spec.InitContainers.IsEmpty ? Creating : Initializing),
    };
}
