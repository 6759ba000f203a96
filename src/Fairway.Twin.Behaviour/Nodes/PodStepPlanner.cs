using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Whose turn it is among the containers of a pod: init containers one after the other, sidecars on the way,
/// then all others at once.</summary>
internal static class PodStepPlanner
{
    public static PodSteps Step(PodObservation seen)
    {
        var pod = seen.Pod;
        var turn = new Turn(pod.StartedAt is { } at ? seen.Exact(at) : seen.Now);

        // Once initialized, a pod stays so: a sidecar that is down holds nobody back.
        var hasBegun = pod.Containers.Any(c => c.RunningSince is not null || c.LastTerminated is not null
            || c.Terminated is not null);
        var init = ImmutableArray.CreateBuilder<ContainerStep>(pod.Spec.InitContainers.Length);
        foreach (var spec in pod.Spec.InitContainers)
        {
            var role = spec.RestartsAlways ? ContainerRole.Sidecar : ContainerRole.Init;
            var status = StatusOf(pod.InitContainers, spec);
            var step = turn.IsOpen || hasBegun
                ? ContainerPlanner.Step(ContainerSituation.Of(seen, spec, role, status, turn.At))
                : new ContainerStep(status ?? ContainerPlanner.NotYet(pod, spec));
            turn = hasBegun ? turn : turn.After(step, role, seen);
            init.Add(step);
        }

        var mayResize = ResizePlanner.Obstacle(seen) is null;
        return new PodSteps(
            init.MoveToImmutable(),
            [.. pod.Spec.Containers.Select(spec => Main(seen, spec, turn, mayResize))],
            turn.IsOpen ? [.. pod.Spec.EphemeralContainers.Select(spec => Ephemeral(seen, spec))] : [])
        {
            IsInitialized = turn.IsOpen,
            HasInitFailed = turn.HasFailed,
        };
    }

    private static ContainerStep Main(PodObservation seen, ContainerSpec spec, Turn turn, bool mayResize)
    {
        var status = StatusOf(seen.Pod.Containers, spec);
        return turn.IsOpen
            ? ContainerPlanner.Step(
                ContainerSituation.Of(seen, spec, ContainerRole.Main, status, turn.At) with { MayResize = mayResize })
            : new ContainerStep(status ?? ContainerPlanner.NotYet(seen.Pod, spec));
    }

    // Nobody has said when it was added: its image is taken to be on its way since the pod began.
    private static ContainerStep Ephemeral(PodObservation seen, ContainerSpec spec) => ContainerPlanner.Step(
        ContainerSituation.Of(
            seen,
            spec,
            ContainerRole.Ephemeral,
            StatusOf(seen.Pod.EphemeralContainers, spec),
            seen.Pod.StartedAt ?? seen.Now));

    private static ContainerStatus? StatusOf(ImmutableArray<ContainerStatus> statuses, ContainerSpec spec) =>
        statuses.FirstOrDefault(status => status.Name == spec.Name);

    /// <summary>Since when the next container may begin, and whether it may.</summary>
    private sealed record Turn(DateTimeOffset At)
    {
        public bool IsOpen { get; private init; } = true;

        public bool HasFailed { get; private init; }

        public Turn After(ContainerStep step, ContainerRole role, PodObservation seen)
        {
            var status = step.Status;
            if (!IsOpen)
            {
                return this;
            }

            if (role == ContainerRole.Sidecar)
            {
                return status is { RunningSince: { } since, Started: true }
                    ? this with { At = Later(step.IsNew ? seen.Now : seen.Exact(since)) }
                    : this with { IsOpen = false };
            }

            return status.Terminated switch
            {
                { ExitCode: 0, FinishedAt: var end } => this with
                {
                    At = Later(step.IsNew ? seen.Now : seen.Exact(end)),
                },
                { } => this with { IsOpen = false, HasFailed = true },
                null => this with { IsOpen = false },
            };
        }

        private DateTimeOffset Later(DateTimeOffset time) => time > At ? time : At;
    }
}
