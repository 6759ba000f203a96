using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a node does with a pod next: take it on, start and restart its containers, tell how it is, let it
/// go.</summary>
internal static class PodLifecyclePlanner
{
    // What a container exits with that SIGTERM has ended: 128 and the signal's number.
    private const int KilledBySignal = 143;

    public static PodPlan Plan(PodObservation seen)
    {
        var pod = seen.Pod;
        if (pod.NodeName is null)
        {
            return PodPlan.Nothing;
        }

        if (pod.Meta.IsDeleting)
        {
            return End(seen);
        }

        return pod.IsTerminal ? PodPlan.Nothing : Live(seen);
    }

    private static PodPlan End(PodObservation seen)
    {
        var pod = seen.Pod;
        var grace = TimeSpan.FromSeconds(pod.Meta.GraceSeconds ?? 0);
        var stop =
            Enumerable.Max(pod.Spec.Containers.Select(c => seen.BehaviourOf(c.Image).Stop).Append(TimeSpan.Zero));
        var due = pod.Meta.DeletedAt!.Value - grace + (stop < grace ? stop : grace);
        if (!pod.IsTerminal && due > seen.Now)
        {
            return new PodPlan { LookAgainAt = due };
        }

        // Somebody waits to be told how the pod ended: it is told before the pod goes.
        var isAwaited = !pod.IsTerminal && !pod.Meta.Finalizers.IsEmpty;
        return new PodPlan
        {
            Status = isAwaited ? PodStatusPatch.Between(pod, Stopped(seen)) : null,
            Remove = !isAwaited,
            Events = Killing(pod),
        };
    }

    private static PodView Stopped(PodObservation seen)
    {
        var pod = seen.Pod;
        var at = ApiTime.Truncate(seen.Now);
        ImmutableArray<ContainerStatus> containers =
        [
            .. pod.Containers.Select(c => c.Terminated is not null ? c : c with
            {
                Ready = false,
                Started = c.Started is null ? null : false,
                RunningSince = null,
                Waiting = null,
                Terminated = new TerminatedState(KilledBySignal, "Error", c.RunningSince ?? at, at)
                {
                    ContainerId = c.ContainerId,
                },
            }),
        ];
        return pod with
        {
            Phase = PodPhase.Failed,
            Containers = containers,
            Conditions = PodConditions.Of(seen, containers, PodPhase.Failed),
        };
    }

    private static ImmutableArray<PodEvent> Killing(PodView pod) =>
        [.. pod.Containers.Where(c => c.RunningSince is not null)
            .Select(c => new PodEvent("Killing", $"Stopping container {c.Name}"))];

    private static PodPlan Live(PodObservation seen)
    {
        var pod = seen.Pod;
        var steps = pod.Spec.Containers
            .Select(c => ContainerPlanner.Step(new ContainerSituation(
                seen, c, pod.Containers.FirstOrDefault(s => s.Name == c.Name))))
            .ToImmutableArray();
        var containers = steps.Select(s => s.Status).ToImmutableArray();
        var phase = Phase(pod, containers);
        var runs = containers.Any(c => c.RunningSince is not null);
        var wanted = pod with
        {
            Phase = phase,
            StartedAt = pod.StartedAt ?? ApiTime.Truncate(seen.Now),
            HostIp = seen.HostIp,
            PodIp = pod.PodIp ?? (runs ? seen.PodIp : null),
            Containers = containers,
            InitContainers = runs ? InitDone(pod, seen.Now) : pod.InitContainers,
            Conditions = PodConditions.Of(seen, containers, phase),
        };
        return new PodPlan
        {
            Status = PodStatusPatch.Between(pod, wanted),
            Events = [.. steps.SelectMany(s => s.Events)],
            LookAgainAt = steps.Select(s => s.DueAt).Min(),
        };
    }

    private static string Phase(PodView pod, ImmutableArray<ContainerStatus> containers)
    {
        if (containers.Length > 0 && containers.All(c => c.Terminated is not null))
        {
            return containers.All(c => c.Terminated!.ExitCode == 0) ? PodPhase.Succeeded : PodPhase.Failed;
        }

        return containers.Any(c => c.Waiting is not null && c.LastTerminated is null)
            ? PodPhase.Pending
            : pod.Spec.Containers.IsEmpty ? pod.Phase : PodPhase.Running;
    }

    // Init containers take no time of their own: they have ended well by the time that the others run.
    private static ImmutableArray<ContainerStatus> InitDone(PodView pod, DateTimeOffset now)
    {
        if (pod.InitContainers.Length == pod.Spec.InitContainers.Length)
        {
            return pod.InitContainers;
        }

        var at = ApiTime.Truncate(now);
        return
        [
            .. pod.Spec.InitContainers.Select(c => new ContainerStatus(c.Name)
            {
                Image = c.Image,
                ImageId = ContainerPlanner.ImageId(c.Image),
                Ready = true,
                Terminated = new TerminatedState(0, "Completed", at, at),
            }),
        ];
    }
}
