namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>What keeps a pod from nodes: it tells which events may help it.</summary>
[Flags]
internal enum RejectedBy
{
    /// <summary>Nothing, or nothing that an event could change.</summary>
    None = 0,

    /// <summary>Names, labels, taints and cordons of nodes.</summary>
    Node = 1,

    /// <summary>Ports of the node that are taken.</summary>
    Ports = 2,

    /// <summary>Room.</summary>
    Resources = 4,

    /// <summary>Volumes and claims.</summary>
    Volumes = 8,

    /// <summary>Topology spread constraints.</summary>
    Spread = 16,

    /// <summary>Affinity and anti-affinity between pods.</summary>
    Affinity = 32,
}
