namespace Fairway.Cli.Matrices;

/// <summary>What a cluster should run of a component, and what it runs.</summary>
/// <param name="Component">The component.</param>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Version">The version that it should run.</param>
/// <param name="Good">The version that passed all checks last; null for none.</param>
/// <param name="Ready">Whether it runs what it should, and that has passed its checks.</param>
/// <param name="Reason">Why not; null where it does.</param>
/// <param name="Drift">How many fields somebody else has changed.</param>
internal sealed record MatrixPair(
    string Component, string Cluster, string Version, string? Good, bool Ready, string? Reason, int Drift);
