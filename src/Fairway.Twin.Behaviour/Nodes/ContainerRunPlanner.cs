using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What becomes of a container that runs: ready or not, resized, replaced, ended and started again.</summary>
internal static class ContainerRunPlanner
{
    /// <param name="now">The container, as it runs.</param>
    /// <param name="since">Since when, exactly where that is known.</param>
    public static ContainerStep Run(ContainerSituation now, DateTimeOffset since)
    {
        var status = now.Status!;
        var start = now.Seen.Exact(since);
        if (status.Image != now.Spec.Image)
        {
            return Replace(now, $"Container {now.Spec.Name} definition changed, will be restarted");
        }

        if (ResizePlanner.Restarts(now))
        {
            return Replace(now, $"Container {now.Spec.Name} resize requires restart");
        }

        var end = ContainerEnd.Next(now);
        if (end is not null && start + end.After <= now.Now)
        {
            return End(now, end);
        }

        var step = Live(now, start);
        return end is null ? step : step with { DueAt = Sooner(step.DueAt, start + end.After) };
    }

    private static ContainerStep Live(ContainerSituation now, DateTimeOffset start)
    {
        var status = now.Status! with { Resources = ResizePlanner.Resources(now) };
        if (now.Role is ContainerRole.Init or ContainerRole.Ephemeral)
        {
            return new ContainerStep(status with { Started = true, Ready = false });
        }

        var age = now.Now - start;
        var started = Readiness.Started(now.Spec.Details, now.Behaviour);
        var hasStarted = status.Started == true || (now.Behaviour.BecomesReady && age >= started)
            || now.Spec.Details.StartupProbe is null;
        var ready = Readiness.At(now.Spec.Details, now.Behaviour, age, status.Ready);
        var step = new ContainerStep(status with { Started = hasStarted, Ready = ready.IsReady })
        {
            DueAt = ready.ChangesAt is { } change ? start + change : null,
        };
        if (!hasStarted && now.Behaviour.BecomesReady)
        {
            step = step with { DueAt = Sooner(step.DueAt, start + started) };
        }

        return ready.IsFailing && status.Ready && now.Spec.Details.ReadinessProbe is { } probe
            ? step with { Events = [ProbeWords.Failed("readiness", probe.Means, now.Seen.PodIp)] }
            : step;
    }

    // The container ends, and another begins in the same pod.
    private static ContainerStep Replace(ContainerSituation now, string why)
    {
        var status = now.Status!;
        var replaced = status with
        {
            Ready = false,
            Started = false,
            RunningSince = null,
            Waiting = new WaitingState(ContainerPlanner.Creating),
            LastTerminated = Ended(now, new ContainerEnd(default, 0, "Completed")),
        };
        return ContainerStartPlanner.Try(now.InNextRun(replaced), replaced, now.Now, isNew: true)
            .After(new PodEvent("Killing", why)) with
        {
            IsNew = true,
        };
    }

    private static ContainerStep End(ContainerSituation now, ContainerEnd end)
    {
        var status = now.Status! with { Ready = false, Started = false, RunningSince = null };
        var ended = Ended(now, end);
        if (!IsRestarted(now, end.ExitCode))
        {
            var isDone = now.Role == ContainerRole.Init && end.ExitCode == 0;
            return new ContainerStep(status with { Ready = isDone, Terminated = ended })
            {
                Events = end.Events,
                IsNew = true,
            };
        }

        var isForgiven = ended.FinishedAt - ended.StartedAt >= RestartBackOff.ForgivenAfter;
        var counted = isForgiven ? 0 : now.CountedRestarts(status.RestartCount);
        var step = Again(now, status with { LastTerminated = ended }, counted);
        return step.After(end.Events.AsSpan()) with
        {
            Forgiven = isForgiven ? status.RestartCount : step.Forgiven,
            IsNew = true,
        };
    }

    private static ContainerStep Again(ContainerSituation now, ContainerStatus status, int counted)
    {
        var delay = RestartBackOff.After(counted);
        var pod = now.Seen.Pod.Meta;
        var who = $"{pod.Name}_{pod.Namespace}({pod.Uid})";
        var waiting = status with
        {
            Waiting = new WaitingState(
                ContainerPlanner.BackingOff,
                $"back-off {ContainerImage.Span(delay)} restarting failed container={now.Spec.Name} pod={who}"),
        };
        return delay == TimeSpan.Zero
            ? ContainerStartPlanner.Try(now.InNextRun(waiting), waiting, now.Now, isNew: false)
            : new ContainerStep(waiting) { DueAt = now.Now + delay }.Telling(
                "BackOff", $"Back-off restarting failed container {now.Spec.Name} in pod {who}", warning: true);
    }

    private static bool IsRestarted(ContainerSituation now, int exitCode) => now.Role switch
    {
        ContainerRole.Ephemeral => false,
        ContainerRole.Sidecar => true,
        ContainerRole.Init => exitCode != 0 && now.Seen.Pod.Spec.RestartPolicy != "Never",
        _ => now.Seen.Pod.Spec.RestartPolicy switch
        {
            "Never" => false,
            "OnFailure" => exitCode != 0,
            _ => true,
        },
    };

    private static TerminatedState Ended(ContainerSituation now, ContainerEnd end) => new(
        end.ExitCode, end.Reason, now.Status!.RunningSince ?? now.Now, ApiTime.Truncate(now.Now))
    {
        ContainerId = now.Status.ContainerId,
        Message = end.Message,
    };

    private static DateTimeOffset Sooner(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } due && due < other ? due : other;
}
