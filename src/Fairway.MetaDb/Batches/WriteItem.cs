using Fairway.MetaDb.Rows;

namespace Fairway.MetaDb.Batches;

/// <summary>A batch on its way into the database.</summary>
internal sealed class WriteItem(SealedBatch batch, CancellationToken cancel) : WorkItem
{
    private readonly TaskCompletionSource<MetaDbReceipt> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<MetaDbReceipt> Task => done.Task;

    public SealedBatch Batch => batch;

    /// <summary>Deflated by the caller, so that the one thread of the database does not have to.</summary>
    public IReadOnlyList<PackedContent> Contents { get; } = [.. batch.Contents.Select(PackedContent.Pack)];

    public override bool GiveUpIfCancelled() => cancel.IsCancellationRequested && done.TrySetCanceled(cancel);

    public override void Fail(Exception error) => done.TrySetException(error);

    public void Complete(WriteOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            done.TrySetException(refusal);
        }
        else
        {
            done.TrySetResult(outcome.Receipt!);
        }
    }
}
