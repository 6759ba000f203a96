using System.Text;
using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.Releases.Clusters;

/// <summary>What is recorded of a Release in a cluster. Each write finds out first whether it was made before a
/// crash.</summary>
internal sealed class ClusterRecords(ClusterShardContext shard, string releaseId)
{
    private IMetaDb Db => shard.Services.MetaDb;

    /// <summary>What is recorded of a component.</summary>
    public Task<ComponentState> StateAsync(string component, CancellationToken cancel) =>
        Db.NewestAsync(new PairKey(shard.ClusterId, component), cancel);

    /// <summary>Whether this Release brought anything of it, or was about to.</summary>
    public bool IsBegun(ComponentState state) =>
        state.Base?.ReleaseId == releaseId || state.Good?.ReleaseId == releaseId;

    /// <summary>Whether the newest record says that a target is good.</summary>
    public static bool IsGood(ComponentState state, PinnedChange target) =>
        state.Newest is { Mark: RecordMark.Good } newest && newest.ManifestDigest == Digest.Parse(target.TargetDigest);

    /// <summary>Records the intent under our epoch; gives the number of its record.</summary>
    public async Task<long> IntendAsync(PinnedChange target, string why, CancellationToken cancel)
    {
        var state = await StateAsync(target.Component, cancel);
        return IsOurs(state.Newest, target)
            ? state.Newest!.Sequence
            : await WriteAsync(state, target, RecordMark.Intended, why, cancel);
    }

    /// <summary>Records that all of it was brought; gives the number of the newest record.</summary>
    public async Task<long> ApplyAsync(PinnedChange target, string why, CancellationToken cancel)
    {
        var state = await StateAsync(target.Component, cancel);
        return IsOurs(state.Newest, target) && state.Newest!.Mark != RecordMark.Intended
            ? state.Sequence
            : await WriteAsync(state, target, RecordMark.Applied, why, cancel);
    }

    /// <summary>Records that it is good; gives the number of the newest record.</summary>
    public async Task<long> ApproveAsync(PinnedChange target, string why, CancellationToken cancel)
    {
        var state = await StateAsync(target.Component, cancel);
        return IsOurs(state.Newest, target) && state.Newest!.Mark == RecordMark.Good
            ? state.Sequence
            : await WriteAsync(state, target, RecordMark.Good, why, cancel);
    }

    /// <summary>The meta cluster remembers numbers of records. Where the MetaDB has fewer, nothing in it can be acted
    /// upon: it would take what came since for somebody else's.</summary>
    /// <exception cref="ChangeRefusedException">It has fewer.</exception>
    public static void CheckAge(ComponentState state, ClusterComponent? item, ClusterRelease release)
    {
        var intent = release.Status is { } status && ClusterPhases.IsActing(status.Phase) ? status.Intent : null;
        var known = Math.Max(item?.Status?.Record ?? 0, intent?.Sequence ?? 0);
        if (state.Sequence < known)
        {
            throw new ChangeRefusedException(
                ChangeRefusedException.RecordOlderThanCluster,
                $"the MetaDB has {state.Sequence} records of {state.Pair}, and there were {known}: it was restored "
                + "from an older copy; restore a newer one "
                + "(docs/guides/releases.md says what to do where there is none)");
        }
    }

    /// <summary>Of the template and the images, whatever the order in which they are written.</summary>
    private static Digest Content(ComponentVersionSpec version) => Digest.Of(Encoding.UTF8.GetBytes(
        CanonicalJson.Text(JsonSerializer.SerializeToNode(version, ApiJson.Default.ComponentVersionSpec))));

    private bool IsOurs(ComponentRecord? record, PinnedChange target) => record is not null
        && record.ReleaseId == releaseId
        && record.Epoch == shard.Term.Epoch
        && record.ManifestDigest == Digest.Parse(target.TargetDigest);

    private async Task<long> WriteAsync(
        ComponentState state, PinnedChange target, RecordMark mark, string why, CancellationToken cancel)
    {
        var now = shard.Services.Now;
        var version = shard.Services.Caches.Versions
            .Find(new ObjectKey(null, ComponentVersion.NameOf(target.Component, target.Version)))?.Value.Spec;
        var record = new ComponentRecord
        {
            ClusterId = shard.ClusterId,
            Component = target.Component,
            Mark = mark,
            Version = target.Version,
            VersionDigest = version is null ? null : Content(version),
            Images = version?.Images ?? new Dictionary<string, string>(),
            ValuesDigest = Digest.TryParse(target.ValuesDigest, out var values) ? values : null,
            ManifestDigest = Digest.Parse(target.TargetDigest),
            ReleaseId = releaseId,
            Epoch = shard.Term.Epoch,
            At = now,
        };
        var entry = new AuditEntry
        {
            At = now,
            Actor = shard.Services.Member,
            Verb = mark.ToString().ToLowerInvariant(),
            Subject = $"{target.Component} {target.Version} on {shard.ClusterId} by {releaseId}",
            Reason = why,
        };
        var batch = new MetaDbBatch { Records = [new RecordWrite(record, state.Sequence)], Audit = [entry] };
        var receipt = await Db.CommitAsync(batch, cancel);
        return receipt.Sequences[0];
    }
}
