using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Batches;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Records;

/// <summary>
/// Decides batches, one after the other, upon what was read of a store under its lock: each sees what those before it
/// have been granted.
/// </summary>
/// <param name="states">What is recorded of a pair.</param>
/// <param name="isStored">Whether there is content of this digest.</param>
/// <param name="last">Mark of the last audit entry.</param>
internal sealed class Admission(Func<PairKey, ComponentState> states, Func<Digest, bool> isStored, AuditMark last)
{
    private readonly Dictionary<PairKey, ComponentState> ahead = [];
    private readonly HashSet<Digest> contents = [];
    private AuditMark mark = last;

    /// <summary>The states that the granted records leave, in the order of pairs.</summary>
    public IEnumerable<ComponentState> States => ahead.Values.OrderBy(state => state.Pair);

    /// <summary>The batch as it is to be stored.</summary>
    /// <exception cref="MetaDbException">It is refused, and changes nothing for those that come after.</exception>
    public AdmittedBatch Admit(SealedBatch batch)
    {
        var own = new Dictionary<PairKey, ComponentState>();
        var records = new List<ComponentRecord>(batch.Records.Count);
        foreach (var write in batch.Records)
        {
            var pair = write.Record.Pair;
            var state = own.GetValueOrDefault(pair) ?? ahead.GetValueOrDefault(pair) ?? states(pair);
            var record = RecordFence.Admit(state, write);
            if (!IsThere(batch, record.ManifestDigest))
            {
                throw new ContentMissingException(pair, record.ManifestDigest);
            }

            own[pair] = state.With(record);
            records.Add(record);
        }

        contents.UnionWith(batch.Contents.Select(content => content.Digest));
        foreach (var state in own.Values) // any order: each is put under its own key
        {
            ahead[state.Pair] = state;
        }

        return new AdmittedBatch(records, [.. batch.Audit.Select(Append)]);
    }

    private bool IsThere(SealedBatch batch, Digest digest) =>
        contents.Contains(digest) || batch.Contents.Any(content => content.Digest == digest) || isStored(digest);

    private RecordedAudit Append(byte[] json)
    {
        mark = AuditChain.Next(mark, json);
        return new RecordedAudit(mark, json);
    }
}
