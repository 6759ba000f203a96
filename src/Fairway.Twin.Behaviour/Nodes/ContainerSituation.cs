using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>One container of a pod at one moment.</summary>
internal sealed record ContainerSituation
{
    private ContainerSituation(PodObservation seen, ContainerRun run, ContainerStatus? status)
    {
        Seen = seen;
        ThisRun = run;
        Status = status;
        Behaviour = seen.BehaviourOf(run);
    }

    public PodObservation Seen { get; }

    /// <summary>The run that the status tells of; the first one where there is no status.</summary>
    public ContainerRun ThisRun { get; private init; }

    /// <summary>What the container is; null before anything was said of it.</summary>
    public ContainerStatus? Status { get; init; }

    /// <summary>How it behaves in this run.</summary>
    public PodBehaviour Behaviour { get; private init; }

    /// <summary>When it became the container's turn; exact where that is known.</summary>
    public required DateTimeOffset TurnAt { get; init; }

    /// <summary>Whether a change of its resources may be carried out.</summary>
    public bool MayResize { get; init; } = true;

    public ContainerSpec Spec => ThisRun.Spec;

    public ContainerRole Role => ThisRun.Role;

    public DateTimeOffset Now => Seen.Now;

    public static ContainerSituation Of(
        PodObservation seen, ContainerSpec spec, ContainerRole role, ContainerStatus? status, DateTimeOffset turn)
    {
        var isRunning = status is { RunningSince: not null };
        var number = status is null ? 0 : isRunning || status.LastTerminated is null
            ? status.RestartCount
            : status.RestartCount + 1;
        return new ContainerSituation(seen, new ContainerRun(spec, role, number), status) { TurnAt = turn };
    }

    /// <summary>The situation in the next run.</summary>
    public ContainerSituation InNextRun(ContainerStatus status)
    {
        var next = ThisRun with { Number = ThisRun.Number + 1 };
        return this with { ThisRun = next, Status = status, Behaviour = Seen.BehaviourOf(next) };
    }

    /// <summary>How many of its restarts count for the delay before the next.</summary>
    public int CountedRestarts(int restarts) => restarts - Seen.Memory.Forgiven.GetValueOrDefault(Spec.Name);
}
