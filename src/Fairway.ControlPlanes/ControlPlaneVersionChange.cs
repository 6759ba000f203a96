using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Schema.Digests;

namespace Fairway.ControlPlanes;

/// <summary>
/// The kind of change that sets the version of a control plane's part in <c>Cluster.spec.kubernetes</c>. It declares
/// only: it rolls nothing itself, holds no partition, and has nothing to halt. Who makes it true observes it in the
/// Cluster's status.
/// </summary>
public sealed class ControlPlaneVersionChange(IKubeApi metaApi, IMetaDb db) : IChangeKind
{
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();

    /// <inheritdoc/>
    public string Name => "control-plane-version";

    /// <inheritdoc/>
    public bool Carries(ComponentType type) => type == ComponentType.ControlPlane;

    /// <inheritdoc/>
    public async Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel)
    {
        var component = request.Component.Metadata.Name;
        var version = request.Version.Spec;
        var target = new PartTarget
        {
            Part = request.Component.Spec.Part ?? throw new ChangeRefusedException(
                "PartMissing", $"the Component {component} names no part: set spec.part, to kcm for example"),
            Name = version.Package ?? PartName.Find(request.Cluster, request.Component.Spec.Part)?.Name ?? component,
            Version = version.Version.StartsWith('v') ? version.Version : $"v{version.Version}",
            Commit = version.Commit,
        };
        var now = PartName.Find(request.Cluster, target.Part);
        if (PartPlanner.Refusal(target, now, Direction.Forward) is { } refusal)
        {
            throw new ChangeRefusedException("VersionRefused", refusal);
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(target, PartJson.Default.PartTarget);
        var digest = await db.PutContentAsync(bytes, cancel);
        return new PinnedChange(Name, component, version.Version, null, digest.ToString());
    }

    /// <inheritdoc/>
    public async Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel)
    {
        var target = await TargetAsync(order.Target, cancel);
        return PartPlanner.Plan(target, await ClusterAsync(order, cancel), order.Direction);
    }

    /// <inheritdoc/>
    public async Task<ActResult> ActAsync(ChangeOrder order, ChangeAct act, CancellationToken cancel)
    {
        if (act is not ChangeAct.Configure configure)
        {
            return ActResult.Completed;
        }

        var target = await TargetAsync(order.Target, cancel);
        var cluster = await ClusterAsync(order, cancel);
        var plan = PartPlanner.Plan(target, cluster, order.Direction);
        if (plan.Changes.Any(change => !configure.Approved.Contains(change.Fingerprint)))
        {
            return new ActResult.Different(plan);
        }

        if (!plan.IsEmpty)
        {
            await order.Fence.EnsureAsync(cancel);
            await metaApi.MergePatchAsync(Clusters, KeyOf(order), PartPlanner.Patch(target, cluster), null, cancel);
        }

        return ActResult.Completed;
    }

    /// <inheritdoc/>
    public async Task<ChangeSight> ObserveAsync(ChangeOrder order, CancellationToken cancel)
    {
        var target = await TargetAsync(order.Target, cancel);
        return PartPlanner.Sight(target, await ClusterAsync(order, cancel), order.Steps.Count);
    }

    /// <inheritdoc/>
    public async Task<PinnedChange?> ReverseAsync(ChangeOrder order, CancellationToken cancel)
    {
        const int Page = 50;
        var pair = new PairKey(order.ClusterId, order.Target.Component);
        long? before = null;
        while (await db.HistoryAsync(pair, Page, before, cancel) is { Count: > 0 } records)
        {
            var good = records.FirstOrDefault(
                record => record.Mark == RecordMark.Good && record.ReleaseId != order.Release);
            if (good is not null)
            {
                return new PinnedChange(Name, good.Component, good.Version, null, good.ManifestDigest.ToString());
            }

            before = records[^1].Sequence;
        }

        return null;
    }

    private static ObjectKey KeyOf(ChangeOrder order) => new(order.ClusterId, Cluster.FixedName);

    private Task<Cluster> ClusterAsync(ChangeOrder order, CancellationToken cancel) =>
        metaApi.GetAsync(Clusters, KeyOf(order), ApiJson.Default.Cluster, cancel);

    private async Task<PartTarget> TargetAsync(PinnedChange pinned, CancellationToken cancel)
    {
        try
        {
            var bytes = await db.FindContentAsync(Digest.Parse(pinned.TargetDigest), cancel);
            return (bytes is { } json ? JsonSerializer.Deserialize(json.Span, PartJson.Default.PartTarget) : null)
                ?? throw new JsonException("it is not stored");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new MetaDbUnavailableException(
                $"the target {pinned.TargetDigest} of {pinned.Component} cannot be read: restore the MetaDB", e);
        }
    }
}
