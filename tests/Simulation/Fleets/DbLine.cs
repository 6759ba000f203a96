using System.Runtime.CompilerServices;
using Fairway.Delivery.Records;
using Fairway.Schema.Digests;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>The line of one process to the MetaDB.</summary>
internal sealed class DbLine(Fleet fleet, SimulatedProcess process) : IMetaDb
{
    public Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel)
    {
        fleet.Contents.See(batch);
        return CallAsync(() => fleet.Db.CommitAsync(batch, cancel), $"metadb {Words(batch)}");
    }

    public Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel) =>
        CallAsync(() => fleet.Db.FindContentAsync(digest, cancel), null);

    public Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel) =>
        CallAsync(() => fleet.Db.NewestAsync(pair, cancel), null);

    public Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair, int limit, long? before, CancellationToken cancel) =>
        CallAsync(() => fleet.Db.HistoryAsync(pair, limit, before, cancel), null);

    public IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel) =>
        StreamAsync(() => fleet.Db.ByClusterAsync(clusterId, cancel), cancel);

    public IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel) =>
        StreamAsync(() => fleet.Db.ByComponentAsync(component, cancel), cancel);

    public Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel) =>
        CallAsync(() => fleet.Db.FindEvidenceAsync(digest, cancel), null);

    public IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release, string? clusterId, CancellationToken cancel) =>
        StreamAsync(() => fleet.Db.EvidenceOfAsync(release, clusterId, cancel), cancel);

    public IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel) =>
        StreamAsync(() => fleet.Db.AuditAsync(after, cancel), cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Words(MetaDbBatch batch) => string.Join(
        ", ",
        batch.Records.Select(one => $"{one.Record.Mark} {one.Record.Component} on {one.Record.ClusterId}")
            .Concat(batch.Evidence.Select(one => $"evidence of {one.Gate}"))
            .Concat(batch.Audit.Select(one => $"audit {one.Verb} {one.Subject}"))
            .Concat(batch.Contents.Select(one => $"content of {one.Length} bytes")));

    private async Task<T> CallAsync<T>(Func<Task<T>> call, string? write)
    {
        await Task.Yield();
        await process.EnterAsync();
        var (before, after) = fleet.Faults.OfDb();
        Reach(before);
        var answer = await call();
        var isLost = write is not null && fleet.Wrote(process, write);
        await process.EnterAsync();
        Reach(after || isLost);
        return answer;
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<IAsyncEnumerable<T>> call, [EnumeratorCancellation] CancellationToken cancel)
    {
        await process.EnterAsync();
        Reach(fleet.Faults.OfDb().Before);
        await foreach (var item in call().WithCancellation(cancel))
        {
            await process.EnterAsync();
            yield return item;
        }
    }

    private static void Reach(bool fails)
    {
        if (fails)
        {
            throw new MetaDbUnavailableException("the MetaDB does not answer: a fault of the test");
        }
    }
}
