using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>A node, and what the pods on it ask for together.</summary>
internal sealed record NodeLoad(NodeView Node, ResourceAmounts Used)
{
    /// <summary>As <see cref="Used"/>, with a small request assumed for containers that name none: only for comparing
    /// nodes.</summary>
    public ResourceAmounts Weight { get; init; }

    public ResourceAmounts Free => Node.Allocatable - Used;

    public NodeLoad With(PodSpec pod) => this with
    {
        Used = Used + pod.Requests,
        Weight = Weight + WeightOf(pod),
    };

    /// <summary>Requests for comparing: 100m and 200Mi stand for a container that asks for nothing.</summary>
    public static ResourceAmounts WeightOf(PodSpec pod) => pod.Containers.Aggregate(
        new ResourceAmounts(0, 0, 1),
        (sum, c) => sum + new ResourceAmounts(
            c.Requests.MilliCpu == 0 ? 100 : c.Requests.MilliCpu,
            c.Requests.MemoryBytes == 0 ? 200L << 20 : c.Requests.MemoryBytes,
            0));
}
