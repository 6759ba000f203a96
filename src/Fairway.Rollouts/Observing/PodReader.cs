using Fairway.Kube.Caching;
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

    /// <summary>What is seen of a pod whatever the time, and whatever its workload calls its revision.</summary>
    public static ReplicaSight Sight(CachedObject<PodView> pod) => new()
    {
        Name = pod.Key.Name,
        Uid = pod.Uid,
        ResourceVersion = $"{pod.Version}",
        IsDeleting = pod.Value.IsDeleting,
        CreatedAt = pod.Value.CreatedAt,
        Node = pod.Value.Node,
        Containers = pod.Value.Containers,
    };

    public ReplicaSight Read(CachedObject<PodView> pod, string? revision, int? place) => Sight(pod) with
    {
        Place = place,
        Revision = revision,
        IsReady = IsReady(pod.Value),
    };

    /// <summary>When it counts as ready, or since when; null where it is not ready.</summary>
    public DateTimeOffset? ReadyAt(PodView pod) => pod.IsReady
        ? patience == TimeSpan.Zero ? now : (pod.ReadySince ?? now) + patience
        : null;

    /// <summary>Whether it is ready, and that for long enough.</summary>
    public bool IsReady(PodView pod)
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
}
