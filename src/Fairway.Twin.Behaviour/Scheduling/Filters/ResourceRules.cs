using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>Whether a node has room. What a node could not give even if it were empty, no preemption helps.</summary>
internal static class ResourceRules
{
    private const string TooManyPods = "Too many pods";

    /// <summary>Null where the pod fits.</summary>
    public static Rejection? Check(PodInfo pod, NodeInfo node)
    {
        var wanted = pod.Requests;
        var all = node.Node.Allocatable;
        var used = node.Used;
        var fits = used.Pods < all.Pods
            && Fits(wanted.MilliCpu, used.MilliCpu, all.MilliCpu)
            && Fits(wanted.MemoryBytes, used.MemoryBytes, all.MemoryBytes)
            && Fits(wanted.EphemeralBytes, used.EphemeralBytes, all.EphemeralBytes)
            && (wanted.Others is null || Others(wanted, used, all).IsEmpty);
        return fits ? null : Explain(wanted, used, all);
    }

    private static bool Fits(long wanted, long used, long all) => wanted == 0 || wanted <= all - used;

    private static Rejection Explain(ResourceAmounts wanted, ResourceAmounts used, ResourceAmounts all)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (used.Pods >= all.Pods)
        {
            reasons.Add(TooManyPods);
        }

        Add(reasons, "cpu", Fits(wanted.MilliCpu, used.MilliCpu, all.MilliCpu));
        Add(reasons, "memory", Fits(wanted.MemoryBytes, used.MemoryBytes, all.MemoryBytes));
        Add(reasons, "ephemeral-storage", Fits(wanted.EphemeralBytes, used.EphemeralBytes, all.EphemeralBytes));
        reasons.AddRange(Others(wanted, used, all));
        return new Rejection(RejectedBy.Resources, CanEverHold(wanted, all), reasons.ToImmutable());
    }

    private static void Add(ImmutableArray<string>.Builder reasons, string resource, bool fits)
    {
        if (!fits)
        {
            reasons.Add($"Insufficient {resource}");
        }
    }

    private static ImmutableArray<string> Others(ResourceAmounts wanted, ResourceAmounts used, ResourceAmounts all) =>
    [
        .. (wanted.Others?.Entries ?? [])
            .Where(e => !Fits(e.Value, ExtraAmounts.Of(used.Others, e.Key), ExtraAmounts.Of(all.Others, e.Key)))
            .Select(e => $"Insufficient {e.Key}"),
    ];

    /// <summary>True where an empty node of that size could hold it.</summary>
    public static bool CanEverHold(ResourceAmounts wanted, ResourceAmounts all) =>
        wanted.MilliCpu <= all.MilliCpu && wanted.MemoryBytes <= all.MemoryBytes
        && wanted.EphemeralBytes <= all.EphemeralBytes
        && (wanted.Others?.Entries ?? []).All(e => e.Value <= ExtraAmounts.Of(all.Others, e.Key));
}
