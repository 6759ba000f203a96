using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Changes of the resources of containers that run.</summary>
internal static class ResizePlanner
{
    public const string Pending = "PodResizePending";

    private static readonly ImmutableArray<string> Resized = ["cpu", "memory"];

    /// <summary>The condition of a pod that asks for more than its node has; null where it may have what it asks
    /// for.</summary>
    public static Condition? Obstacle(PodObservation seen)
    {
        var pod = seen.Pod;
        if (!pod.Spec.Containers.Any(spec => IsChanged(spec, pod.Containers)))
        {
            return null;
        }

        // What the spec asks for, whatever the node has promised up to now.
        var wanted = pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(c => c.RestartsAlways))
            .Aggregate(default(ResourceAmounts), (sum, c) => sum + c.Requests);
        if (wanted.MilliCpu > seen.Allocatable.MilliCpu || wanted.MemoryBytes > seen.Allocatable.MemoryBytes)
        {
            return new Condition(Pending, "True", "Infeasible", Lack("capacity", wanted, seen.Allocatable));
        }

        var free = seen.Allocatable - seen.OthersRequest();
        return wanted.MilliCpu > free.MilliCpu || wanted.MemoryBytes > free.MemoryBytes
            ? new Condition(Pending, "True", "Deferred", Lack("available", wanted, free))
            : null;
    }

    /// <summary>Whether the container must be restarted to have its new resources.</summary>
    public static bool Restarts(ContainerSituation now) =>
        MayChange(now) && now.Status!.Resources is { } old
        && now.Spec.Details.RestartsFor.Any(resource =>
            Parts(old, resource) != Parts(now.Spec.Details.Resources, resource));

    /// <summary>What the container runs with from now on.</summary>
    public static string? Resources(ContainerSituation now) =>
        MayChange(now) ? now.Spec.Details.Resources : now.Status!.Resources;

    private static bool MayChange(ContainerSituation now) => now.MayResize || now.Status!.Resources is null;

    private static bool IsChanged(ContainerSpec spec, ImmutableArray<ContainerStatus> statuses) =>
        statuses.FirstOrDefault(status => status.Name == spec.Name) is { RunningSince: not null, Resources: { } old }
        && old != spec.Details.Resources;

    private static (string?, string?) Parts(string? text, string resource) =>
        (ResourceText.Amount(text, "requests", resource), ResourceText.Amount(text, "limits", resource));

    private static string Lack(string what, ResourceAmounts wanted, ResourceAmounts has)
    {
        var lacks = Resized
            .Select(name => (name, Asked: Of(wanted, name), Has: Of(has, name)))
            .Where(amount => amount.Asked > amount.Has)
            .Select(amount => string.Create(
                CultureInfo.InvariantCulture,
                $"{amount.name}, requested: {amount.Asked}, {what}: {Math.Max(0, amount.Has)}"));
        return $"Node didn't have enough {(what == "capacity" ? "capacity" : "resource")}: {string.Join("; ", lacks)}";
    }

    private static long Of(ResourceAmounts amounts, string resource) =>
        resource == "cpu" ? amounts.MilliCpu : amounts.MemoryBytes;
}
