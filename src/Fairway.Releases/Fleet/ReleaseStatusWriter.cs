using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Releases.Clusters;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>Stores a Release's status by compare-and-swap, if it has changed; each transition is audited
/// first.</summary>
internal sealed class ReleaseStatusWriter(FleetContext fleet)
{
    private static readonly KubeResource Resource = FairwayResources.Of<Release>();

    public async Task WriteAsync(ReleaseObservation seen, ReleaseStatus status, CancellationToken cancel)
    {
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.ReleaseStatus)!;
        var before = JsonSerializer.SerializeToNode(seen.Release.Status, ApiJson.Default.ReleaseStatus);
        if (seen.Release.Status is null ? status == new ReleaseStatus() : JsonNode.DeepEquals(node, before))
        {
            return;
        }

        if (seen.Status.Phase != status.Phase)
        {
            await AuditAsync(seen, status, cancel);
            await AuditRetriesAsync(seen, status, cancel);
        }

        var key = new ObjectKey(null, seen.Release.Metadata.Name);
        await fleet.Api.ReplaceStatusAsync(Resource, key, node, seen.Release.Metadata.ResourceVersion, cancel);
    }

    /// <summary>Who had tasks tried again, and why.</summary>
    private async Task AuditRetriesAsync(ReleaseObservation seen, ReleaseStatus status, CancellationToken cancel)
    {
        foreach (var retry in status.Phase == ReleasePhase.Running ? TaskRetryPlanner.Open(seen.Release) : [])
        {
            await fleet.Services.MetaDb.AppendAuditAsync(
                new AuditEntry
                {
                    At = seen.Now,
                    Actor = retry.By ?? fleet.Services.Member,
                    Verb = "retry",
                    Subject = $"{retry.Task} of the stage {retry.Stage} of {ReleaseId.Of(seen.Release)}",
                    Reason = retry.Reason ?? "it failed",
                    Detail = new JsonObject { ["attempt"] = retry.Attempt },
                },
                cancel);
        }
    }

    private Task AuditAsync(ReleaseObservation seen, ReleaseStatus status, CancellationToken cancel) =>
        fleet.Services.MetaDb.AppendAuditAsync(
            new AuditEntry
            {
                At = seen.Now,
                Actor = fleet.Services.Member,
                Verb = status.Phase.ToString().ToLowerInvariant(),
                Subject = ReleaseId.Of(seen.Release),
                Reason = status.Conditions.Find(ReleaseConditions.Progressing)?.Message ?? "it begins",
                Detail = new JsonObject { ["from"] = seen.Status.Phase.ToString(), ["stage"] = status.Stage },
            },
            cancel);
}
