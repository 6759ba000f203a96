using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Brings a container from its turn to its start: image, environment, hook.</summary>
internal static class ContainerStartPlanner
{
    public const string PullFailed = "ErrImagePull";
    public const string PullBackOff = "ImagePullBackOff";
    public const string NeverPulled = "ErrImageNeverPull";
    public const string BadConfiguration = "CreateContainerConfigError";

    public static ContainerStep Begin(ContainerSituation now) =>
        Try(now, ContainerPlanner.NotYet(now.Seen.Pod, now.Spec), now.TurnAt, isNew: true);

    /// <summary>Goes on with a container that waits.</summary>
    public static ContainerStep Wait(ContainerSituation now, ContainerStatus status)
    {
        if (status.LastTerminated is not { } last)
        {
            return Try(now, status, now.TurnAt, isNew: false);
        }

        var crashed = status.Waiting?.Reason == ContainerPlanner.BackingOff && status.Image == now.Spec.Image;
        var delay = crashed ? RestartBackOff.After(now.CountedRestarts(status.RestartCount)) : TimeSpan.Zero;
        var due = now.Seen.Exact(last.FinishedAt) + delay;
        return due > now.Now
            ? new ContainerStep(status) { DueAt = due }
            : Try(now, status, due, isNew: false);
    }

    /// <summary>Tries to start what waits.</summary>
    /// <param name="now">The container, in the run that is to come.</param>
    /// <param name="status">How it waits.</param>
    /// <param name="began">When it began to try.</param>
    /// <param name="isNew">True where nothing was told of it yet.</param>
    public static ContainerStep Try(
        ContainerSituation now, ContainerStatus status, DateTimeOffset began, bool isNew)
    {
        var image = now.Spec.Image;
        var isPresent = now.Behaviour.ImageIsPresent || now.Seen.HasImage(image);
        if (!isPresent && now.Spec.PullPolicy == PullPolicy.Never)
        {
            return Waiting(now, status, NeverPulled, ContainerImage.Absent(image))
                .After(Once(status, NeverPulled, new PodEvent(NeverPulled, ContainerImage.Absent(image), true)));
        }

        var asks = !isPresent || now.Spec.PullPolicy == PullPolicy.Always;
        var time = isPresent ? TimeSpan.Zero : now.Behaviour.ImagePull;
        var pull = asks
            ? PullTimeline.At(began, now.Behaviour, time, now.Now)
            : new PullState(PullPhase.Done, began);
        return pull.Phase switch
        {
            PullPhase.Pulling => Pulling(now, status, pull.Until, isNew),
            PullPhase.Failed => Failed(now, status, pull.Until),
            PullPhase.BackingOff => BackOff(now, status, pull.Until),
            _ => Start(now, status, pull.Until, asks ? time : null),
        };
    }

    private static ContainerStep Pulling(
        ContainerSituation now, ContainerStatus status, DateTimeOffset until, bool isNew)
    {
        var step = new ContainerStep(status)
        {
            DueAt = now.Behaviour.PullFails ? until : until + StartTime(now, status),
        };
        return isNew ? step.Telling("Pulling", $"Pulling image \"{now.Spec.Image}\"") : step;
    }

    private static ContainerStep Failed(ContainerSituation now, ContainerStatus status, DateTimeOffset until)
    {
        var why = ContainerImage.Failure(now.Spec.Image, now.Behaviour.PullFailure);
        return (Waiting(now, status, PullFailed, why) with { DueAt = until }).After(Once(
            status,
            PullFailed,
            new PodEvent("Failed", $"Failed to pull image \"{now.Spec.Image}\": {why}", true),
            new PodEvent("Failed", "Error: ErrImagePull", true)));
    }

    private static ContainerStep BackOff(ContainerSituation now, ContainerStatus status, DateTimeOffset until)
    {
        var told = $"Back-off pulling image \"{now.Spec.Image}\"";
        var why = ContainerImage.Failure(now.Spec.Image, now.Behaviour.PullFailure);
        return (Waiting(now, status, PullBackOff, $"{told}: {PullFailed}: {why}") with { DueAt = until }).After(Once(
            status,
            PullBackOff,
            new PodEvent("BackOff", told),
            new PodEvent("Failed", "Error: ImagePullBackOff", true)));
    }

    private static ContainerStep Start(
        ContainerSituation now, ContainerStatus status, DateTimeOffset pulled, TimeSpan? pullTime)
    {
        var due = pulled + StartTime(now, status);
        if (due > now.Now)
        {
            return new ContainerStep(status) { DueAt = due };
        }

        var arrival = new PodEvent("Pulled", pullTime is { } time
            ? ContainerImage.Pulled(now.Spec.Image, time)
            : ContainerImage.Present(now.Spec.Image));
        if (Missing(now) is { } missing)
        {
            var failed = new PodEvent("Failed", $"Error: {missing}", true);
            return Waiting(now, status, BadConfiguration, missing) with
            {
                WaitsForObjects = true,
                Pulled = now.Spec.Image,
                Events = [.. Once(status, BadConfiguration, arrival, failed)],
            };
        }

        var restarts = status.LastTerminated is null ? 0 : status.RestartCount + 1;
        var started = status with
        {
            Image = now.Spec.Image,
            ImageId = ContainerImage.Id(now.Spec.Image),
            ContainerId = ContainerImage.ContainerId(
                now.Seen.RuntimePrefix, now.Seen.Pod.Meta.Uid, now.Spec.Name, restarts),
            RestartCount = restarts,
            RunningSince = ApiTime.Truncate(now.Now),
            Waiting = null,
            Ready = false,
            Resources = now.Spec.Details.Resources,
        };
        return ContainerRunPlanner.Run(now with { Status = started }, now.Now).After(
            arrival, new PodEvent("Created", "Container created"), new PodEvent("Started", "Container started")) with
        {
            Pulled = now.Spec.Image,
            IsNew = true,
        };
    }

    // A crashed container is made again at once: what takes time is there already.
    private static TimeSpan StartTime(ContainerSituation now, ContainerStatus status)
    {
        var hook = now.Spec.Details.PostStart is { } first ? first.Sleep ?? now.Behaviour.PostStart : TimeSpan.Zero;
        var crashed = status.LastTerminated is not null && status.Image == now.Spec.Image;
        return crashed ? hook : now.Behaviour.Start + hook;
    }

    private static string? Missing(ContainerSituation now) =>
        now.Spec.Details.Needs.FirstOrDefault(now.Seen.IsMissing) is { } need
            ? $"{need.Kind.ToLowerInvariant()} \"{need.Name}\" not found"
            : null;

    private static ContainerStep Waiting(
        ContainerSituation now, ContainerStatus status, string reason, string message) =>
        new(status with { Image = now.Spec.Image, Waiting = new WaitingState(reason, message) });

    // What the status says already was told when it first did.
    private static ReadOnlySpan<PodEvent> Once(
        ContainerStatus status, string reason, params PodEvent[] events) =>
        status.Waiting?.Reason == reason ? [] : events;
}
