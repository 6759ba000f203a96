using System.Runtime.CompilerServices;
using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Metering;

/// <summary>Counts and times the calls to a store.</summary>
/// <param name="inner">The store; disposed of with this.</param>
/// <param name="time">What the time of a call is taken by.</param>
public sealed class MeteredMetaDb(IMetaDb inner, TimeProvider time) : IMetaDb
{
    /// <inheritdoc/>
    public Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel) =>
        MeterAsync("commit", inner.CommitAsync(batch, cancel));

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel) =>
        MeterAsync("content", inner.FindContentAsync(digest, cancel));

    /// <inheritdoc/>
    public Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel) =>
        MeterAsync("newest", inner.NewestAsync(pair, cancel));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair, int limit, long? before, CancellationToken cancel) =>
        MeterAsync("history", inner.HistoryAsync(pair, limit, before, cancel));

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel) =>
        MeterAsync("by-cluster", inner.ByClusterAsync(clusterId, cancel), cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel) =>
        MeterAsync("by-component", inner.ByComponentAsync(component, cancel), cancel);

    /// <inheritdoc/>
    public Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel) =>
        MeterAsync("evidence", inner.FindEvidenceAsync(digest, cancel));

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release, string? clusterId, CancellationToken cancel) =>
        MeterAsync("evidence-of", inner.EvidenceOfAsync(release, clusterId, cancel), cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel) =>
        MeterAsync("audit", inner.AuditAsync(after, cancel), cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static string OutcomeOf(Exception e) => e switch
    {
        MetaDbUnavailableException => "unavailable",
        StaleEpochException => "stale-epoch",
        MetaDbConflictException => "conflict",
        OperationCanceledException => "cancelled",
        _ => "refused",
    };

    private async Task<T> MeterAsync<T>(string call, Task<T> work)
    {
        var began = time.GetTimestamp();
        var outcome = "ok";
        try
        {
            return await work;
        }
        catch (Exception e)
        {
            outcome = OutcomeOf(e);
            throw;
        }
        finally
        {
            MetaDbMetrics.Called(call, outcome, time.GetElapsedTime(began));
        }
    }

    private async IAsyncEnumerable<T> MeterAsync<T>(
        string call, IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var outcome = "cancelled";
        try
        {
            await using var reading = rows.GetAsyncEnumerator(cancel);
            while (await NextAsync(reading))
            {
                yield return reading.Current;
            }

            outcome = "ok";
        }
        finally
        {
            MetaDbMetrics.Called(call, outcome, time.GetElapsedTime(began));
        }

        // No yield stands in a try with a catch, so the failure is noted here.
        async ValueTask<bool> NextAsync(IAsyncEnumerator<T> reading)
        {
            try
            {
                return await reading.MoveNextAsync();
            }
            catch (Exception e)
            {
                outcome = OutcomeOf(e);
                throw;
            }
        }
    }
}
