using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Clusters;

/// <summary>Stores the status of a Release in a cluster by compare-and-swap, if it has changed; each transition is
/// audited first.</summary>
internal sealed class ClusterStatusWriter(ClusterShardContext shard)
{
    private static readonly KubeResource Resource = FairwayResources.Of<ClusterRelease>();

    /// <summary>Stores what the last of some moves has come to.</summary>
    public async Task WriteAsync(IReadOnlyList<ClusterMove> moves, CancellationToken cancel)
    {
        var item = moves[0].Seen.ClusterRelease;
        var status = moves[^1].Status;
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.ClusterReleaseStatus)!;
        var before = JsonSerializer.SerializeToNode(item.Status, ApiJson.Default.ClusterReleaseStatus);
        if (JsonNode.DeepEquals(node, before))
        {
            return;
        }

        if (moves.SelectMany(Entries).ToList() is { Count: > 0 } entries)
        {
            await shard.Services.MetaDb.CommitAsync(new MetaDbBatch { Audit = entries }, cancel);
        }

        var key = new ObjectKey(shard.ClusterId, item.Metadata.Name);
        await shard.Api.ReplaceStatusAsync(Resource, key, node, item.Metadata.ResourceVersion, cancel);
        foreach (var move in moves)
        {
            ReleaseMetrics.StepDecided(move.Seen.Status, move.Status);
        }

        if (ClusterPhases.IsFinished(status.Phase))
        {
            shard.Permits.Forget(item);
        }
    }

    private IEnumerable<AuditEntry> Entries(ClusterMove move)
    {
        var (seen, status) = move;
        if (Intervention(seen, status) is { } intervention)
        {
            yield return intervention;
        }

        if (seen.Status.Phase != status.Phase || seen.Status.Direction != status.Direction)
        {
            yield return Transition(seen, status);
        }
    }

    /// <summary>What a person has asked for, where it is done with this write: who, why and when.</summary>
    private AuditEntry? Intervention(ClusterReleaseObservation seen, ClusterReleaseStatus status) => status switch
    {
        _ when seen.Retry is { } retry && status.Attempt == retry.Attempt && seen.Status.Attempt != status.Attempt =>
            Entry(seen, "retry", retry.By, retry.Reason ?? "it failed") with
            {
                Detail = new JsonObject { ["attempt"] = retry.Attempt, ["failure"] = seen.Status.Failure },
            },
        _ when seen.Skip is { } skip && IsSkipped(status) && !IsSkipped(seen.Status) =>
            Entry(seen, "skip", skip.By, skip.Reason),
        _ => null,
    };

    private static bool IsSkipped(ClusterReleaseStatus status) => status.Reason == ClusterReleaseReasons.Skipped
        || status.Failure?.StartsWith($"{ClusterReleaseReasons.Skipped}:", StringComparison.Ordinal) == true;

    private AuditEntry Entry(ClusterReleaseObservation seen, string verb, string? by, string reason) => new()
    {
        At = seen.Now,
        Actor = by ?? shard.Services.Member,
        Verb = verb,
        Subject = $"{ReleaseId.Of(seen.ClusterRelease)} on {shard.ClusterId}",
        Reason = reason,
    };

    private AuditEntry Transition(ClusterReleaseObservation seen, ClusterReleaseStatus status) => new()
    {
        At = seen.Now,
        Actor = shard.Services.Member,
        Verb = status.Phase.ToString().ToLowerInvariant(),
        Subject = $"{ReleaseId.Of(seen.ClusterRelease)} on {shard.ClusterId}",
        Reason = status.Message ?? status.Reason ?? "it goes on",
        Detail = new JsonObject
        {
            ["from"] = seen.Status.Phase.ToString(),
            ["direction"] = status.Direction.ToString(),
            ["change"] = status.Change,
            ["step"] = status.Step,
        },
    };
}
