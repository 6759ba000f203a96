using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How a pod ends that is told to, or has run longer than it may.</summary>
internal static class PodEndPlanner
{
    private const string DeadlineExceeded = "DeadlineExceeded";
    private const string TooLong = "Pod was active on the node longer than the specified deadline";

    /// <summary>When the pod must have ended; null for never.</summary>
    public static DateTimeOffset? Deadline(PodObservation seen) =>
        seen.Pod is { StartedAt: { } start, Spec.ActiveDeadlineSeconds: { } seconds and < int.MaxValue }
            ? seen.Exact(start) + TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>A pod whose deletion was asked for.</summary>
    public static PodPlan End(PodObservation seen)
    {
        var pod = seen.Pod;
        var events = seen.Memory.IsEnding ? [] : Killing(pod);
        var due = pod.Meta.DeletedAt!.Value - Grace(pod) + StopTime(seen);
        if (!pod.IsTerminal && due > seen.Now)
        {
            return new PodPlan
            {
                Events = events,
                LookAgainAt = due,
                Memory = seen.Memory with { IsEnding = true },
            };
        }

        // Somebody waits to be told how the pod ended: it is told before the pod goes.
        var isAwaited = !pod.IsTerminal && !pod.Meta.Finalizers.IsEmpty;
        return new PodPlan
        {
            Status = isAwaited ? PodStatusPatch.Between(pod, Stopped(seen)) : null,
            Remove = !isAwaited,
            Events = events,
            Memory = seen.Memory with { IsEnding = true },
        };
    }

    /// <summary>A pod that has run longer than it may.</summary>
    public static PodPlan Expire(PodObservation seen) => new()
    {
        Status = PodStatusPatch.Between(
            seen.Pod, Stopped(seen) with { StatusReason = DeadlineExceeded, StatusMessage = TooLong }),
        Events = [new PodEvent(DeadlineExceeded, TooLong), .. Killing(seen.Pod)],
    };

    /// <summary>Sidecars end when there is nothing left to stand by.</summary>
    public static ImmutableArray<ContainerStatus> StopSidecars(
        PodObservation seen, ImmutableArray<ContainerStatus> init) =>
    [
        .. init.Select(c => c.RunningSince is null && c.Waiting?.Reason != ContainerPlanner.BackingOff
            ? c
            : Ended(c, 0, "Completed", ApiTime.Truncate(seen.Now))),
    ];

    // All containers are told at once; sidecars when the others have ended, the last one first.
    private static TimeSpan StopTime(PodObservation seen)
    {
        var pod = seen.Pod;
        var mains = pod.Spec.Containers.Select(c => StopTime(seen, c, ContainerRole.Main, pod.Containers))
            .Append(TimeSpan.Zero).Max();
        var time = mains;
        foreach (var sidecar in pod.Spec.InitContainers.Where(c => c.RestartsAlways))
        {
            time += StopTime(seen, sidecar, ContainerRole.Sidecar, pod.InitContainers);
        }

        var most = mains > Grace(pod) ? mains : Grace(pod);
        return time < most ? time : most;
    }

    private static TimeSpan StopTime(
        PodObservation seen, ContainerSpec spec, ContainerRole role, ImmutableArray<ContainerStatus> statuses)
    {
        if (statuses.FirstOrDefault(s => s.Name == spec.Name) is not { RunningSince: not null } status)
        {
            return TimeSpan.Zero;
        }

        var behaviour = seen.BehaviourOf(new ContainerRun(spec, role, status.RestartCount));
        return ContainerStop.Time(spec.Details, behaviour, Grace(seen.Pod));
    }

    private static TimeSpan Grace(PodView pod) => TimeSpan.FromSeconds(pod.Meta.GraceSeconds ?? 0);

    private static PodView Stopped(PodObservation seen)
    {
        var pod = seen.Pod;
        var at = ApiTime.Truncate(seen.Now);
        var containers = Stop(pod.Containers, at);
        var init = Stop(pod.InitContainers, at);
        var steps = new PodSteps(
            [.. init.Select(c => new ContainerStep(c))], [.. containers.Select(c => new ContainerStep(c))], [])
        {
            IsInitialized = pod.Find("Initialized") is not { Status: "False" },
        };
        return pod with
        {
            Phase = PodPhase.Failed,
            ObservedGeneration = pod.Meta.Generation,
            Containers = containers,
            InitContainers = init,
            Conditions = PodConditions.Of(seen, steps, PodPhase.Failed, null),
        };
    }

    private static ImmutableArray<ContainerStatus> Stop(
        ImmutableArray<ContainerStatus> containers, DateTimeOffset at) =>
        [.. containers.Select(c => c.Terminated is not null ? c : Ended(c, ContainerEnd.Terminated, "Error", at))];

    private static ContainerStatus Ended(ContainerStatus container, int code, string reason, DateTimeOffset at) =>
        container with
        {
            Ready = false,
            Started = container.Started is null ? null : false,
            RunningSince = null,
            Waiting = null,
            Terminated = new TerminatedState(code, reason, container.RunningSince ?? at, at)
            {
                ContainerId = container.ContainerId,
            },
        };

    private static ImmutableArray<PodEvent> Killing(PodView pod) =>
        [.. pod.Containers.Concat(pod.InitContainers).Where(c => c.RunningSince is not null)
            .Select(c => new PodEvent("Killing", $"Stopping container {c.Name}"))];
}
