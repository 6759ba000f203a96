using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
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

    /// <summary>Records that all of it was brought.</summary>
    public async Task ApplyAsync(PinnedChange target, string why, CancellationToken cancel)
    {
        var state = await StateAsync(target.Component, cancel);
        if (!IsOurs(state.Newest, target) || state.Newest!.Mark == RecordMark.Intended)
        {
            await WriteAsync(state, target, RecordMark.Applied, why, cancel);
        }
    }

    /// <summary>Records that it is good.</summary>
    public async Task ApproveAsync(PinnedChange target, string why, CancellationToken cancel)
    {
        var state = await StateAsync(target.Component, cancel);
        if (!IsOurs(state.Newest, target) || state.Newest!.Mark != RecordMark.Good)
        {
            await WriteAsync(state, target, RecordMark.Good, why, cancel);
        }
    }

    private bool IsOurs(ComponentRecord? record, PinnedChange target) => record is not null
        && record.ReleaseId == releaseId
        && record.Epoch == shard.Term.Epoch
        && record.ManifestDigest == Digest.Parse(target.TargetDigest);

    private async Task<long> WriteAsync(
        ComponentState state, PinnedChange target, RecordMark mark, string why, CancellationToken cancel)
    {
        var now = shard.Services.Now;
        var record = new ComponentRecord
        {
            ClusterId = shard.ClusterId,
            Component = target.Component,
            Mark = mark,
            Version = target.Version,
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
