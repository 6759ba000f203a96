using System.Collections.Immutable;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a pod as a replica.</summary>
internal static class PodReader
{
    public static ReplicaSight Read(PodView pod, string? revision, int? place) => new()
    {
        Name = pod.Metadata.Name,
        Uid = pod.Metadata.Uid,
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

    private static bool IsReady(PodView pod) =>
        pod.Status?.Phase == "Running"
        && (pod.Status.Conditions ?? []).Any(condition => condition is { Type: "Ready", Status: "True" });

    private static IEnumerable<ContainerSight> Containers(ImmutableArray<ContainerView>? statuses) =>
        (statuses ?? []).Select(container => new ContainerSight(
            container.Name, container.RestartCount ?? 0, container.State?.Waiting?.Reason));
}
