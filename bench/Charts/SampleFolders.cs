using Fairway.Bench.Programs;

namespace Fairway.Bench.Charts;

/// <summary>The sample charts that are measured: always the same three, so that figures of different days can be
/// compared.</summary>
internal static class SampleFolders
{
    private static readonly string[] Names = ["cluster-policy", "edge-proxy", "registry-cache"];

    /// <summary>Their folders, by name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Names.Select(name => Path.Combine(RepositoryRoot.Find(), "samples", "charts", name))];
}
