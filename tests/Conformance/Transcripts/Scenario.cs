namespace Fairway.Conformance.Transcripts;

/// <summary>A run of steps on its own objects, independent of every other scenario.</summary>
/// <param name="Area">The file it is in.</param>
/// <param name="Namespaces">Placeholders of the namespaces that the replayer names.</param>
/// <param name="RvMonotonic">New resourceVersions of writes must rise above every one seen before.</param>
/// <param name="OwnManagers">
/// Field managers that the scenario's own requests use: only their entries are compared.
/// </param>
internal sealed record Scenario(
    string Area,
    string Name,
    IReadOnlyList<string> Namespaces,
    bool RvMonotonic,
    IReadOnlySet<string> OwnManagers,
    IReadOnlyList<Step> Steps
)
{
    /// <summary><c>area/name</c>.</summary>
    public string Title => $"{Area}/{Name}";
}
