using System.Security.Cryptography;
using System.Text;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Starts, restarts and ends one container as its behaviour says.</summary>
internal static class ContainerPlanner
{
    public const string Creating = "ContainerCreating";
    public const string BackingOff = "CrashLoopBackOff";
    public const string PullBackOff = "ImagePullBackOff";

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    public static ContainerStep Step(ContainerSituation now) => now.Status switch
    {
        null => Begin(now),
        { Terminated: not null } ended => new ContainerStep(ended),
        { RunningSince: { } since } => Run(now, since),
        _ => Wait(now),
    };

    /// <summary>Delay before a restart: none at first, then 10 s, doubling up to 5 minutes.</summary>
    public static TimeSpan BackOff(int restarts) => restarts == 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(LongestBackOff.Ticks, FirstBackOff.Ticks << Math.Min(restarts - 1, 10)));

    /// <summary>The id of an image: a digest that only its name decides.</summary>
    public static string ImageId(string image)
    {
        var slash = image.LastIndexOf('/');
        var end = image.IndexOfAny(['@', ':'], slash + 1);
        var name = end < 0 ? image : image[..end];
        return $"{name}@sha256:{Hex(image)}";
    }

    private static ContainerStep Begin(ContainerSituation now)
    {
        var arrived = now.Seen.Pod.StartedAt;
        var waiting = new ContainerStatus(now.Spec.Name)
        {
            Image = now.Spec.Image,
            Waiting = new WaitingState(Creating),
        };
        var due = arrived is { } at ? now.Due(at, now.StartUp) : now.Now + now.StartUp;
        if (due > now.Now)
        {
            return new ContainerStep(waiting) { DueAt = due }
                .Telling("Pulling", $"Pulling image \"{now.Spec.Image}\"");
        }

        return Start(now, waiting, restarts: 0);
    }

    private static ContainerStep Start(ContainerSituation now, ContainerStatus before, int restarts)
    {
        if (now.Behaviour.PullFails)
        {
            var message = $"Back-off pulling image \"{now.Spec.Image}\"";
            var failed = before with { Waiting = new WaitingState(PullBackOff, message), RunningSince = null };
            return new ContainerStep(failed)
                .Telling("Failed", $"Failed to pull image \"{now.Spec.Image}\"", warning: true);
        }

        var started = before with
        {
            Image = now.Spec.Image,
            ImageId = ImageId(now.Spec.Image),
            ContainerId = $"containerd://{Hex($"{now.Seen.Pod.Meta.Uid}/{now.Spec.Name}/{restarts}")}",
            RestartCount = restarts,
            RunningSince = ApiTime.Truncate(now.Now),
            Waiting = null,
            Ready = false,
        };
        var step = Run(
            now with { Status = started, Seen = now.Seen with { LastStepAt = now.Now } }, started.RunningSince.Value);
        return step with
        {
            Events =
            [
                new PodEvent("Pulled", $"Successfully pulled image \"{now.Spec.Image}\""),
                new PodEvent("Created", $"Container created"),
                new PodEvent("Started", $"Container started"),
                .. step.Events,
            ],
        };
    }

    private static ContainerStep Run(ContainerSituation now, DateTimeOffset since)
    {
        var status = now.Status!;
        if (status.Image != now.Spec.Image)
        {
            return Replace(now, since);
        }

        if (now.Behaviour.EndsAfter is { } lifetime)
        {
            var end = now.Due(since, lifetime);
            if (end <= now.Now)
            {
                return End(now, since);
            }

            var running = Ready(now, since);
            return running with { DueAt = running.DueAt < end ? running.DueAt : end };
        }

        return Ready(now, since);
    }

    private static ContainerStep Ready(ContainerSituation now, DateTimeOffset since)
    {
        var status = now.Status! with { Started = now.Seen.TellStarted ? true : null };
        if (status.Ready || !now.Behaviour.BecomesReady)
        {
            return new ContainerStep(status);
        }

        var due = now.Due(since, now.Behaviour.Ready);
        return due <= now.Now
            ? new ContainerStep(status with { Ready = true })
            : new ContainerStep(status) { DueAt = due };
    }

    // The image was changed in place: the container ends, and another begins in the same pod.
    private static ContainerStep Replace(ContainerSituation now, DateTimeOffset since)
    {
        var status = now.Status!;
        var replaced = status with
        {
            Ready = false,
            RunningSince = null,
            Waiting = new WaitingState(Creating),
            LastTerminated = Ended(now, since, 0, "Completed"),
        };
        var step = now.StartUp > TimeSpan.Zero
            ? new ContainerStep(replaced) { DueAt = now.Now + now.StartUp }
            : Start(now with { Status = replaced }, replaced, status.RestartCount + 1);
        return step with
        {
            Events =
            [
                new PodEvent("Killing", $"Container {now.Spec.Name} definition changed, will be restarted"),
                .. step.Events,
            ],
        };
    }

    private static ContainerStep End(ContainerSituation now, DateTimeOffset since)
    {
        var status = now.Status!;
        var code = now.Behaviour.ExitCode;
        var ended = Ended(now, since, code, code == 0 ? "Completed" : "Error");
        var policy = now.Seen.Pod.Spec.RestartPolicy;
        if (policy == "Never" || (policy == "OnFailure" && code == 0))
        {
            return new ContainerStep(
                status with { Ready = false, Started = Off(status), RunningSince = null, Terminated = ended });
        }

        var delay = BackOff(status.RestartCount);
        var message = $"back-off {delay.TotalSeconds:0}s restarting failed container={now.Spec.Name}";
        var waiting = status with
        {
            Ready = false,
            Started = Off(status),
            RunningSince = null,
            LastTerminated = ended,
            Waiting = new WaitingState(BackingOff, message),
        };
        return delay == TimeSpan.Zero
            ? Start(now, waiting, status.RestartCount + 1)
            : new ContainerStep(waiting) { DueAt = now.Now + delay }
                .Telling("BackOff", $"Back-off restarting failed container {now.Spec.Name}", warning: true);
    }

    private static ContainerStep Wait(ContainerSituation now)
    {
        var status = now.Status!;
        if (status.Waiting?.Reason == PullBackOff)
        {
            return now.Behaviour.PullFails ? new ContainerStep(status) : Begin(now with { Status = null });
        }

        if (status.LastTerminated is not { } last)
        {
            var first = Begin(now);

            // Still waiting for its first start: what was told at the beginning is not told again.
            return first.Status.Waiting is null ? first : first with { Events = [] };
        }

        var delay = status.Waiting?.Reason == BackingOff && status.Image == now.Spec.Image
            ? BackOff(status.RestartCount)
            : now.StartUp;
        var due = now.Due(last.FinishedAt, delay);
        return due <= now.Now
            ? Start(now, status, status.RestartCount + 1)
            : new ContainerStep(status) { DueAt = due };
    }

    private static TerminatedState Ended(ContainerSituation now, DateTimeOffset since, int code, string reason) =>
        new(code, reason, since, ApiTime.Truncate(now.Now)) { ContainerId = now.Status!.ContainerId };

    private static bool? Off(ContainerStatus status) => status.Started is null ? null : false;

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
