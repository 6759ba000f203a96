using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>Which pod a kubelet evicts next where its node runs out of something: one in ten seconds, as often as it
/// looks how it is; pods of least priority first, among them those that request nothing.</summary>
internal static class EvictionPlanner
{
    // system-cluster-critical: such pods stay.
    private const int Critical = 2_000_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Null where none is due.</summary>
    public static (PodView Pod, NodePressure Pressure)? Next(KubeletObservation seen)
    {
        if (Pressing(seen) is not { } pressure || Due(seen, pressure) > seen.Now)
        {
            return null;
        }

        var pod = seen.Pods
            .Where(p => p.IsActive && p.Spec.Priority < Critical)
            .OrderBy(p => p.Spec.Priority)
            .ThenBy(p => HasRequests(p) ? 1 : 0)
            .ThenByDescending(p => p.Meta.CreatedAt)
            .ThenBy(p => p.Meta.Key.ToString(), StringComparer.Ordinal)
            .FirstOrDefault();
        return pod is null ? null : (pod, pressure);
    }

    /// <summary>When to look again; null where no more pods will be evicted.</summary>
    public static DateTimeOffset? LookAgainAt(KubeletObservation seen)
    {
        if (Pressing(seen) is not { } pressure)
        {
            return null;
        }

        var due = Due(seen, pressure);
        return due > seen.Now ? due : seen.Now + Pause;
    }

    /// <summary>The sooner of two times, of which each may be never.</summary>
    public static DateTimeOffset? Sooner(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right ?? left : left;

    private static NodePressure? Pressing(KubeletObservation seen) => seen.State.Pressures
        .FirstOrDefault(p => p.Evicts > (seen.Evictions.At >= p.Since ? seen.Evictions.Count : 0));

    private static DateTimeOffset Due(KubeletObservation seen, NodePressure pressure) =>
        (seen.Evictions.At >= pressure.Since ? seen.Evictions.At : pressure.Since) + Pause;

    private static bool HasRequests(PodView pod) =>
        pod.Spec.Containers.Any(c => c.Requests is not { MilliCpu: 0, MemoryBytes: 0 });
}
