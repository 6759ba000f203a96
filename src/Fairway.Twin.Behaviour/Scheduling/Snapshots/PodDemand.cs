using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>
/// What a pod takes of a node. Containers that run together add up; init containers run one after the other, each
/// beside the sidecars that started before it, so that the largest counts. While a pod is resized, the larger of what
/// it asks for and what its node still keeps for it counts.
/// </summary>
internal static class PodDemand
{
    private const long LeastMilliCpu = 100;
    private const long LeastMemoryBytes = 200L << 20;
    private const string HugePages = "hugepages-";

    /// <summary>Requests, and one pod.</summary>
    public static ResourceAmounts Of(PodView pod) =>
        WithPodLevel(Sum(pod, c => c), pod.Spec.Needs) + pod.Spec.Needs.Overhead with { Pods = 1 };

    /// <summary>As <see cref="Of"/>, with 100m and 200Mi for each container that names none: only for comparing
    /// nodes.</summary>
    public static ResourceAmounts WeightOf(PodView pod) =>
        WithPodLevel(Sum(pod, Assumed), pod.Spec.Needs) + pod.Spec.Needs.Overhead;

    private static ResourceAmounts Assumed(ResourceAmounts requests) => requests with
    {
        MilliCpu = requests.MilliCpu == 0 ? LeastMilliCpu : requests.MilliCpu,
        MemoryBytes = requests.MemoryBytes == 0 ? LeastMemoryBytes : requests.MemoryBytes,
    };

    private static ResourceAmounts Sum(PodView pod, Func<ResourceAmounts, ResourceAmounts> read)
    {
        var running = default(ResourceAmounts);
        foreach (var container in pod.Spec.Containers)
        {
            running += read(Wanted(pod, pod.Containers, container));
        }

        var (sidecars, starting) = (default(ResourceAmounts), default(ResourceAmounts));
        foreach (var container in pod.Spec.InitContainers)
        {
            var wanted = read(Wanted(pod, pod.InitContainers, container));
            if (container.RestartsAlways)
            {
                sidecars += wanted;
                wanted = default;
            }

            starting = ResourceAmounts.Max(starting, sidecars + wanted);
        }

        return pod.Spec.InitContainers.IsEmpty ? running : ResourceAmounts.Max(running + sidecars, starting);
    }

    private static ResourceAmounts Wanted(
        PodView pod, ImmutableArray<ContainerStatus> statuses, ContainerSpec container)
    {
        foreach (var status in statuses)
        {
            if (status.Held != default && status.Name == container.Name)
            {
                return pod.Find("PodResizePending") is { Reason: "Infeasible" }
                    ? status.Held
                    : ResourceAmounts.Max(container.Requests, status.Held);
            }
        }

        return container.Requests;
    }

    private static ResourceAmounts WithPodLevel(ResourceAmounts sum, PodNeeds needs)
    {
        if (needs.OfPod is not { } whole)
        {
            return sum;
        }

        var pages = (whole.Others?.Entries ?? []).Where(e => e.Key.StartsWith(HugePages, StringComparison.Ordinal))
            .ToArray();
        var others = (sum.Others?.Entries ?? []).Where(e => pages.All(p => p.Key != e.Key)).Concat(pages);
        return sum with
        {
            MilliCpu = whole.MilliCpu == 0 ? sum.MilliCpu : whole.MilliCpu,
            MemoryBytes = whole.MemoryBytes == 0 ? sum.MemoryBytes : whole.MemoryBytes,
            Others = ExtraAmounts.Of(others),
        };
    }
}
