namespace Fairway.Cli.Demo;

/// <summary>How the rollout of one workload on one cluster ended.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Pods">Ready pods of the new image that were seen at the end.</param>
/// <param name="Desired">Pods that there were to be; null where that never was known.</param>
/// <param name="Took">From the change to the end.</param>
/// <param name="Failure">Why it is not done; null where it is.</param>
internal sealed record RollResult(
    string Cluster, DemoWorkload Workload, int Pods, int? Desired, TimeSpan Took, string? Failure);
