using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Cli.Displays;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Clusters;

/// <summary>Clusters as verbs show them. Pure.</summary>
internal static class ClusterDisplays
{
    /// <summary>Clusters, by id.</summary>
    public static Display List(IEnumerable<Cluster> clusters) => new(
    [
        .. clusters.OrderBy(cluster => cluster.Id, StringComparer.Ordinal).Select(cluster => Row(cluster)),
    ])
    {
        Headings = ["ID", "STAGE", "INFRASTRUCTURE", "REGION", "VERSION", "READY", "SAYS"],
        Wider = ["IMPORTANCE", "UID", "KNOWN SINCE"],
        Empty = "there are no clusters: join one with fairway cluster join ID --from FILE",
    };

    private static DisplayRow Row(Cluster cluster)
    {
        var ready = cluster.Status?.Conditions.Find(ClusterConditions.Ready);
        return new DisplayRow(
            $"cluster/{cluster.Id}", JsonSerializer.SerializeToNode(cluster, ApiJson.Default.Cluster)!)
        {
            Cells =
            [
                cluster.Id,
                cluster.Metadata.Label(Labels.Stage) ?? "-",
                cluster.Metadata.Label(Labels.Infrastructure) ?? "-",
                cluster.Metadata.Label(Labels.Region) ?? "-",
                cluster.Status?.ServerVersion ?? "-",
                $"{ready?.Status ?? ConditionStatus.Unknown}",
                ready?.Message ?? "no manager has asked it yet",
            ],
            Wider =
            [
                cluster.Metadata.Label(Labels.Importance) ?? "-",
                cluster.Status?.Uid ?? "-",
                cluster.Metadata.CreationTimestamp is { } made ? $"{made.UtcDateTime:yyyy-MM-dd}" : "-",
            ],
        };
    }
}
