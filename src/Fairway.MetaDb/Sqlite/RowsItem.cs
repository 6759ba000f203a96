using Fairway.MetaDb.Batches;

namespace Fairway.MetaDb.Sqlite;

/// <summary>A read, and what it reads.</summary>
internal sealed class RowsItem<T>(Func<SqliteReads, T> read, CancellationToken cancel) : ReadItem
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => done.Task;

    public override bool GiveUpIfCancelled() => cancel.IsCancellationRequested && done.TrySetCanceled(cancel);

    public override void Fail(Exception error) => done.TrySetException(error);

    public override void Run(SqliteStore store) => done.TrySetResult(store.Read(read));
}
