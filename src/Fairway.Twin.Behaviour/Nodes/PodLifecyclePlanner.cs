using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a node does with a pod next: take it on, start and restart its containers, tell how it is, let it
/// go.</summary>
internal static class PodLifecyclePlanner
{
    // A resize that the node has no room for is looked at again: nobody tells when another pod leaves.
    private static readonly TimeSpan ResizePatience = TimeSpan.FromMinutes(1);

    public static PodPlan Plan(PodObservation seen)
    {
        var pod = seen.Pod;
        if (pod.NodeName is null)
        {
            return PodPlan.Nothing;
        }

        if (pod.Meta.IsDeleting)
        {
            return PodEndPlanner.End(seen);
        }

        if (pod.IsTerminal)
        {
            return PodPlan.Nothing;
        }

        return PodEndPlanner.Deadline(seen) is { } deadline && deadline <= seen.Now
            ? PodEndPlanner.Expire(seen)
            : pod.Spec.VolumeNeeds.FirstOrDefault(seen.IsMissing) is { } need ? Hold(seen, need) : Live(seen);
    }

    // No container begins before all volumes are there; those that run go on.
    private static PodPlan Hold(PodObservation seen, ObjectNeed need)
    {
        var pod = seen.Pod;
        if (!pod.Containers.IsEmpty && pod.Containers.Concat(pod.InitContainers).Any(c => c.Waiting is null))
        {
            return Live(seen);
        }

        var steps = new PodSteps(
            [.. pod.Spec.InitContainers.Select(spec => new ContainerStep(ContainerPlanner.NotYet(pod, spec)))],
            [.. pod.Spec.Containers.Select(spec => new ContainerStep(ContainerPlanner.NotYet(pod, spec)))],
            [])
        {
            IsInitialized = pod.Spec.InitContainers.IsEmpty,
        };
        var message = Unmounted(pod, need);
        return Tell(seen, steps) with
        {
            Events = seen.Memory.Told == message ? [] : [new PodEvent("FailedMount", message, true)],
            WaitsForObjects = true,
            Memory = seen.Memory with { Told = message, LastStepAt = seen.Now },
        };
    }

    private static string Unmounted(PodView pod, ObjectNeed need) => need.Kind == ObjectNeed.Claim
        ? $"Unable to attach or mount volumes: unmounted volumes=[{need.Volume}], unattached volumes=[], "
            + $"failed to process volumes=[{need.Volume}]: error processing PVC {pod.Meta.Namespace}/{need.Name}: "
            + $"failed to fetch PVC from API server: persistentvolumeclaims \"{need.Name}\" not found"
        : $"MountVolume.SetUp failed for volume \"{need.Volume}\" : {need.Kind.ToLowerInvariant()} "
            + $"\"{need.Name}\" not found";

    private static PodPlan Live(PodObservation seen)
    {
        var steps = PodStepPlanner.Step(seen);
        return Tell(seen, steps);
    }

    private static PodPlan Tell(PodObservation seen, PodSteps steps)
    {
        var pod = seen.Pod;
        var phase = PodPhasePlanner.Of(pod, steps);
        var isOver = phase is PodPhase.Succeeded or PodPhase.Failed;
        var init = isOver ? PodEndPlanner.StopSidecars(seen, steps.InitStatuses) : steps.InitStatuses;
        var runs = steps.All.Any(s => s.Status.RunningSince is not null || s.Status.Terminated is not null);
        var obstacle = isOver ? null : ResizePlanner.Obstacle(seen);
        var status = PodStatusPatch.Between(pod, pod with
        {
            Phase = phase,
            ObservedGeneration = pod.Meta.Generation,
            StartedAt = pod.StartedAt ?? ApiTime.Truncate(seen.Now),
            HostIp = seen.HostIp,
            PodIp = pod.PodIp ?? (runs ? seen.PodIp : null),
            Containers = steps.MainStatuses,
            InitContainers = init,
            EphemeralContainers = steps.EphemeralStatuses,
            Conditions = PodConditions.Of(seen, steps with { Init = Renewed(steps.Init, init) }, phase, obstacle),
        });
        var due = isOver ? null : Sooner(steps.All.Select(s => s.DueAt).Min(), PodEndPlanner.Deadline(seen));
        return new PodPlan
        {
            Status = status,
            Events = [.. steps.All.SelectMany(s => s.Events)],
            LookAgainAt = obstacle is { Reason: "Deferred" } ? Sooner(due, seen.Now + ResizePatience) : due,
            Pulled = [.. steps.All.Select(s => s.Pulled).OfType<string>()],
            WaitsForObjects = steps.All.Any(s => s.WaitsForObjects),
            Memory = Remember(seen, steps, status is not null),
        };
    }

    private static ImmutableArray<ContainerStep> Renewed(
        ImmutableArray<ContainerStep> steps, ImmutableArray<ContainerStatus> statuses) =>
        [.. steps.Zip(statuses, (step, status) => step with { Status = status })];

    private static PodMemory Remember(PodObservation seen, PodSteps steps, bool isStep)
    {
        var forgiven = seen.Memory.Forgiven;
        foreach (var step in steps.All.Where(s => s.Forgiven is not null))
        {
            forgiven = forgiven.SetItem(step.Status.Name, step.Forgiven!.Value);
        }

        return seen.Memory with
        {
            LastStepAt = isStep ? seen.Now : seen.Memory.LastStepAt,
            Told = "",
            Forgiven = forgiven,
        };
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
