using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How a container will end if nothing else comes.</summary>
/// <param name="After">Since its start.</param>
/// <param name="ExitCode">What it exits with.</param>
/// <param name="Reason">Completed, Error or OOMKilled.</param>
internal sealed record ContainerEnd(TimeSpan After, int ExitCode, string Reason)
{
    // What a container exits with that SIGTERM has ended, and SIGKILL: 128 and the signal's number.
    public const int Terminated = 143;
    public const int Killed = 137;

    // What is told of a container of which nobody knows how it ended.
    private const int Lost = 255;

    private const double LongestMilliseconds = 100.0 * 365 * 24 * 3_600_000;

    public string Message { get; init; } = "";

    public ImmutableArray<PodEvent> Events { get; init; } = [];

    /// <summary>The first of all ways to end; null where it runs on.</summary>
    public static ContainerEnd? Next(ContainerSituation now)
    {
        ContainerEnd? first = null;
        ReadOnlySpan<ContainerEnd?> ends =
            [ByItself(now), ByMemory(now), ByStartup(now), ByLiveness(now), ByRestart(now)];
        foreach (var end in ends)
        {
            first = end is not null && (first is null || end.After < first.After) ? end : first;
        }

        return first;
    }

    private static ContainerEnd? ByItself(ContainerSituation now) => now.Behaviour is { EndsAfter: { } lifetime } said
        ? new ContainerEnd(lifetime, said.ExitCode, said.ExitCode == 0 ? "Completed" : "Error")
        {
            Message = said.EndMessage,
        }
        : null;

    // Its node has restarted: nobody knows how the container ended.
    private static ContainerEnd? ByRestart(ContainerSituation now) =>
        now.Seen.NodeStartedAt is { } boot && now.Status?.RunningSince is { } since && since < boot
            ? new ContainerEnd(boot - since, Lost, "Unknown")
            : null;

    private static ContainerEnd? ByMemory(ContainerSituation now)
    {
        var (limit, said) = (now.Spec.Details.MemoryLimit, now.Behaviour);
        if (limit <= 0 || (said.MemoryAtStart < limit && said.MemoryPerMinute <= 0))
        {
            return null;
        }

        var minutes = said.MemoryAtStart >= limit ? 0 : (limit - said.MemoryAtStart) / (double)said.MemoryPerMinute;
        var milliseconds = Math.Min(Math.Ceiling(minutes * 60_000), LongestMilliseconds);
        return new ContainerEnd(TimeSpan.FromMilliseconds(milliseconds), Killed, "OOMKilled");
    }

    private static ContainerEnd? ByStartup(ContainerSituation now)
    {
        if (now.Spec.Details.StartupProbe is not { } probe || now.Role is ContainerRole.Init or ContainerRole.Ephemeral)
        {
            return null;
        }

        var failed = ProbeTimeline.Failed(probe, TimeSpan.Zero);
        var isInTime = now.Behaviour.BecomesReady && ProbeTimeline.Succeeded(probe, now.Behaviour.Ready) <= failed;
        return isInTime ? null : Unhealthy(now, "startup", probe, failed);
    }

    private static ContainerEnd? ByLiveness(ContainerSituation now)
    {
        if (now.Spec.Details.LivenessProbe is not { } probe || now.Behaviour.LivenessFailsAfter is not { } ill
            || now.Role is ContainerRole.Init or ContainerRole.Ephemeral)
        {
            return null;
        }

        if (now.Spec.Details.StartupProbe is not null && !now.Behaviour.BecomesReady)
        {
            // Nobody asks before it has started.
            return null;
        }

        var started = Readiness.Started(now.Spec.Details, now.Behaviour);
        return Unhealthy(now, "liveness", probe, ProbeTimeline.Failed(probe, ill > started ? ill : started));
    }

    private static ContainerEnd Unhealthy(ContainerSituation now, string kind, ProbeSpec probe, TimeSpan failed)
    {
        var grace = TimeSpan.FromSeconds(probe.Grace ?? now.Seen.Pod.Spec.Grace);
        var stop = ContainerStop.Time(now.Spec.Details, now.Behaviour, grace);
        return new ContainerEnd(failed + stop, Killed, "Error")
        {
            Events =
            [
                ProbeWords.Failed(kind, probe.Means, now.Seen.PodIp),
                new PodEvent("Killing", $"Container {now.Spec.Name} failed {kind} probe, will be restarted"),
            ],
        };
    }
}
