using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Queues;

/// <summary>Something that may help pods that wait.</summary>
internal abstract record ClusterChange
{
    /// <summary>A node came, or what matters of it changed.</summary>
    public sealed record Node(NodeView? Old, NodeView New) : ClusterChange;

    /// <summary>A pod came to a node, or its labels changed there.</summary>
    public sealed record Arrival(PodInfo Pod) : ClusterChange;

    /// <summary>A pod left a node, ended on it, or takes less of it.</summary>
    public sealed record Departure(PodInfo Pod) : ClusterChange;

    /// <summary>A volume, a claim or a class changed.</summary>
    public sealed record Volume : ClusterChange;

    /// <summary>Labels of a namespace changed.</summary>
    public sealed record Namespace : ClusterChange;
}
