using System.Collections.Immutable;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a pod as a replica.</summary>
/// <param name="minReadySeconds">How long it must have been ready to count as ready.</param>
/// <param name="now">The time.</param>
internal sealed class PodReader(int? minReadySeconds, DateTimeOffset now)
{
    private readonly TimeSpan patience = TimeSpan.FromSeconds(minReadySeconds ?? 0);

    /// <summary>When the next of the pods that were read has been ready for long enough; null for none.</summary>
    public DateTimeOffset? NextReadyAt { get; private set; }

    public ReplicaSight Read(PodView pod, string? revision, int? place) => new()
    {
        Name = pod.Metadata.Name,
        Uid = pod.Metadata.Uid,
        ResourceVersion = pod.Metadata.ResourceVersion,
        Place = place,
        Revision = revision,
        IsReady = IsReady(pod),
        IsDeleting = pod.Metadata.DeletionTimestamp is not null,
        CreatedAt = pod.Metadata.CreationTimestamp,
        Node = string.IsNullOrEmpty(pod.Spec?.NodeName) ? null : pod.Spec.NodeName,
        Containers =
        [
            .. Containers(pod.Status?.InitContainerStatuses), .. Containers(pod.Status?.ContainerStatuses),
        ],
    };

    public static bool HasEnded(PodView pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    /// <summary>When it counts as ready, or since when; null where it is not ready.</summary>
    public DateTimeOffset? ReadyAt(PodView pod)
    {
        var conditions = pod.Status?.Conditions ?? [];
        return pod.Status?.Phase != "Running"
            || conditions.FirstOrDefault(c => c is { Type: "Ready", Status: "True" }) is not { } ready
                ? null
                : patience == TimeSpan.Zero ? now : (ready.LastTransitionTime ?? now) + patience;
    }

    private bool IsReady(PodView pod)
    {
        if (ReadyAt(pod) is not { } at)
        {
            return false;
        }

        if (at > now && (NextReadyAt is null || at < NextReadyAt))
        {
            NextReadyAt = at;
        }

        return at <= now;
    }

    private static IEnumerable<ContainerSight> Containers(ImmutableArray<ContainerView>? statuses) =>
        (statuses ?? []).Where(container => container.RestartCount > 0 || container.State?.Waiting is not null)
            .Select(container => new ContainerSight(
                container.Name, container.RestartCount ?? 0, container.State?.Waiting?.Reason));
}
