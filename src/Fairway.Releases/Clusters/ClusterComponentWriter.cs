using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Releases.Clusters;

/// <summary>Makes a ClusterComponent say what its cluster should run and runs. Writes nothing that stands there
/// already.</summary>
internal sealed class ClusterComponentWriter(ClusterShardContext shard)
{
    private static readonly KubeResource Resource = FairwayResources.Of<ClusterComponent>();

    /// <summary>The configuration was brought; it has not passed its checks.</summary>
    public async Task AppliedAsync(
        ClusterReleaseObservation seen, PinnedChange target, long record, CancellationToken cancel)
    {
        var back = seen.Status.Direction == Direction.Back;
        var now = await SpecifyAsync(seen, target, cancel);
        var status = (now.Status ?? new ClusterComponentStatus()) with { Applied = target.Version, Record = record };
        await TellAsync(now, seen, status, new(
            false,
            back ? ClusterComponentConditions.RollingBack : ClusterComponentConditions.Progressing,
            $"{seen.Spec.Release} {(back ? "goes back to" : "brings")} {target.Version}"), cancel);
    }

    /// <summary>It has passed its checks.</summary>
    public async Task GoodAsync(
        ClusterReleaseObservation seen, PinnedChange target, long record, CancellationToken cancel)
    {
        var now = await SpecifyAsync(seen, target, cancel);
        var status = (now.Status ?? new ClusterComponentStatus()) with
        {
            Applied = target.Version,
            Good = target.Version,
            Record = record,
        };
        await TellAsync(now, seen, status, new(
            true, ClusterComponentConditions.Good, $"{target.Version} runs, and has passed its checks"), cancel);
    }

    /// <summary>The Release has failed here.</summary>
    public async Task FailedAsync(
        ClusterReleaseObservation seen, PinnedChange target, ClusterAct.MarkFailed act, CancellationToken cancel)
    {
        var api = shard.Api;
        var now = await api.FindAsync(Resource, KeyOf(target), ApiJson.Default.ClusterComponent, cancel);
        if (now is not null)
        {
            await TellAsync(now, seen, now.Status ?? new ClusterComponentStatus(), new(
                false, ClusterComponentConditions.Failed, $"{seen.Spec.Release}: {act.Reason}: {act.Why}"), cancel);
        }
    }

    private ObjectKey KeyOf(PinnedChange target) => new(shard.ClusterId, target.Component);

    private async Task<ClusterComponent> SpecifyAsync(
        ClusterReleaseObservation seen, PinnedChange target, CancellationToken cancel)
    {
        var spec = new ClusterComponentSpec
        {
            Version = target.Version,
            ValuesDigest = target.ValuesDigest,
            ManifestDigest = target.TargetDigest,
            Release = seen.Spec.Release,
        };
        var now = await shard.Api.FindAsync(Resource, KeyOf(target), ApiJson.Default.ClusterComponent, cancel);
        if (now is null)
        {
            var made = await shard.Api.CreateAsync(Resource, shard.ClusterId, NewObject(target, spec), null, cancel);
            return made.Read(ApiJson.Default.ClusterComponent);
        }

        if (now.Spec == spec)
        {
            return now;
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = now.Metadata.ResourceVersion },
            ["spec"] = NodeOf(spec),
        };
        var answer = await shard.Api.MergePatchAsync(Resource, KeyOf(target), patch, null, cancel);
        return answer.Read(ApiJson.Default.ClusterComponent);
    }

    private async Task TellAsync(
        ClusterComponent now,
        ClusterReleaseObservation seen,
        ClusterComponentStatus status,
        Readiness ready,
        CancellationToken cancel)
    {
        var told = status with
        {
            ObservedGeneration = now.Metadata.Generation,
            Conditions = status.Conditions.With(new Condition
            {
                Type = ClusterComponentConditions.Ready,
                Status = ready.IsReady ? ConditionStatus.True : ConditionStatus.False,
                ObservedGeneration = now.Metadata.Generation,
                LastTransitionTime = seen.Now,
                Reason = ready.Reason,
                Message = ready.Message,
            }),
        };
        var node = JsonSerializer.SerializeToNode(told, ApiJson.Default.ClusterComponentStatus)!;
        var before = JsonSerializer.SerializeToNode(now.Status, ApiJson.Default.ClusterComponentStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            var key = new ObjectKey(shard.ClusterId, now.Metadata.Name);
            await shard.Api.ReplaceStatusAsync(Resource, key, node, now.Metadata.ResourceVersion, cancel);
        }
    }

    private JsonObject NewObject(PinnedChange target, ClusterComponentSpec spec) => new()
    {
        ["apiVersion"] = Resource.ApiVersion,
        ["kind"] = Resource.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = target.Component,
            ["namespace"] = shard.ClusterId,
            ["labels"] = new JsonObject
            {
                [Labels.Component] = target.Component,
                [Labels.Cluster] = shard.ClusterId,
            },
        },
        ["spec"] = NodeOf(spec),
    };

    private static JsonNode NodeOf(ClusterComponentSpec spec) =>
        JsonSerializer.SerializeToNode(spec, ApiJson.Default.ClusterComponentSpec)!;

    private readonly record struct Readiness(bool IsReady, string Reason, string Message);
}
