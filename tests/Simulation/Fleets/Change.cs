using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Fleets;

/// <summary>One committed write of one object, as any watcher of its cluster could be shown it.</summary>
/// <param name="Number">Its place among all writes of the fleet.</param>
/// <param name="At">When, by the fleet's clock.</param>
/// <param name="Cluster">In which cluster: its id, or <see cref="SimulatedCluster.Meta"/>.</param>
/// <param name="Resource">Storage name of the resource: <c>statefulsets.apps</c>.</param>
/// <param name="Key">Which object.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The new state, or the last one of what was deleted. Not to be changed.</param>
/// <param name="Before">The state before; null where there was none.</param>
/// <param name="Author">The process that wrote it.</param>
internal sealed record Change(
    long Number,
    DateTimeOffset At,
    string Cluster,
    string Resource,
    ObjectKey Key,
    StoreEventKind Kind,
    JsonObject Object,
    JsonObject? Before,
    string Author)
{
    public override string ToString() =>
        $"{At:HH:mm:ss.fff} #{Number} {Author}: {Cluster} {Kind.ToString().ToLowerInvariant()} {Resource} {Key}";
}
