using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Records;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Memory;

/// <summary>The rows of an <see cref="InMemoryMetaDb"/>, under its lock.</summary>
internal sealed class MemoryTables
{
    private readonly Dictionary<Digest, ReadOnlyMemory<byte>> contents = [];
    private readonly SortedDictionary<PairKey, MemoryPair> pairs = [];
    private readonly Dictionary<Digest, SealedEvidence> evidence = [];
    private readonly Dictionary<string, List<SealedEvidence>> evidenceByRelease = new(StringComparer.Ordinal);
    private readonly List<RecordedAudit> audit = [];

    /// <exception cref="MetaDbException">The batch was refused, and nothing was written.</exception>
    public MetaDbReceipt Commit(SealedBatch batch)
    {
        var last = audit.Count == 0 ? default : audit[^1].Mark;
        var admitted = new Admission(Newest, contents.ContainsKey, last).Admit(batch);
        foreach (var content in batch.Contents)
        {
            contents.TryAdd(content.Digest, content.Bytes);
        }

        foreach (var record in admitted.Records)
        {
            (pairs.TryGetValue(record.Pair, out var pair) ? pair : pairs[record.Pair] = new(record.Pair)).Add(record);
        }

        foreach (var one in batch.Evidence.Where(one => evidence.TryAdd(one.Digest, one)))
        {
            var release = one.Subject.Release;
            (evidenceByRelease.TryGetValue(release, out var all) ? all : evidenceByRelease[release] = []).Add(one);
        }

        audit.AddRange(admitted.Audit);
        return admitted.Receipt(batch);
    }

    public ReadOnlyMemory<byte>? FindContent(Digest digest) =>
        contents.TryGetValue(digest, out var content) ? content : default(ReadOnlyMemory<byte>?);

    public ComponentState Newest(PairKey pair) =>
        pairs.TryGetValue(pair, out var found) ? found.State : new ComponentState { Pair = pair };

    public IReadOnlyList<ComponentRecord> History(PairKey pair, int limit, long? before) =>
        pairs.TryGetValue(pair, out var found) ? found.History(limit, before) : [];

    public IReadOnlyList<ComponentState> ByCluster(string? clusterId) =>
        [.. States().Where(state => clusterId is null || state.Pair.ClusterId == clusterId)];

    public IReadOnlyList<ComponentState> ByComponent(string component) =>
        [.. States().Where(state => state.Pair.Component == component)];

    public SealedEvidence? FindEvidence(Digest digest) => evidence.GetValueOrDefault(digest);

    public IReadOnlyList<SealedEvidence> EvidenceOf(string release, string? clusterId) =>
    [
        .. evidenceByRelease.GetValueOrDefault(release, [])
            .Where(one => clusterId is null || one.Subject.ClusterId == clusterId),
    ];

    public IReadOnlyList<RecordedAudit> Audit(long after) =>
        [.. audit.Skip((int)Math.Clamp(after, 0, audit.Count))];

    private IEnumerable<ComponentState> States() => pairs.Values.Select(pair => pair.State);
}
