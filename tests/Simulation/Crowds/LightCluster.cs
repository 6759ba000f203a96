namespace Fairway.Simulation.Crowds;

/// <summary>A scripted tenant: its API is that of a cluster that all of them share, and says that one node is
/// ready.</summary>
internal sealed class LightCluster(string id)
{
    private readonly SortedDictionary<string, LightWorkload> workloads = new(StringComparer.Ordinal);

    public string Id => id;

    /// <summary>Nobody reaches it.</summary>
    public bool IsCut { get; set; }

    /// <summary>What it is made of: the same change of a version is another one on another infrastructure.</summary>
    public string Infrastructure { get; set; } = "";

    public IReadOnlyDictionary<string, LightWorkload> Workloads => workloads;

    public LightWorkload Of(string component) => workloads.TryGetValue(component, out var known)
        ? known
        : workloads[component] = new LightWorkload();
}
