namespace Fairway.Simulation.Plans.Workloads;

/// <summary>All workloads, of all controllers that a cluster has.</summary>
internal static class AllWorkloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        .. ReplicaWorkloads.All, .. SetWorkloads.All, .. BatchWorkloads.All, .. ClusterWorkloads.All,
    ];
}
