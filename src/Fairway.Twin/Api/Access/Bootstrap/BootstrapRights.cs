using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access.Bootstrap;

/// <summary>
/// Brings the roles and bindings that every cluster has up to date, once for each opening of a store: one that was
/// written by an earlier version lacks some, and users may have deleted others.
/// </summary>
internal sealed class BootstrapRights(ClusterStore store, TimeProvider time)
{
    /// <exception cref="StoreUnavailableException">It cannot be written now.</exception>
    public async Task UpdateAsync()
    {
        var now = time.GetUtcNow();
        foreach (var wanted in BootstrapSeed.Objects)
        {
            if (Write(wanted, now) is { } write)
            {
                await store.CommitAsync(write, default);
            }
        }
    }

    private StoreWrite? Write(BootstrapObject wanted, DateTimeOffset now)
    {
        var row = BootstrapSeed.Row(wanted.Storage);
        if (store.Head(wanted.Storage, wanted.Key) is not { } stored)
        {
            var made = ObjectWriter.ToDraft(row, BootstrapSeed.Complete(wanted, now));
            return new StoreWrite.Create(wanted.Storage, made);
        }

        return BootstrapPlanner.Updated(wanted.Tree, StoredTree.Read(stored, row)) is { } updated
            ? new StoreWrite.Replace(wanted.Storage, ObjectWriter.ToDraft(row, updated), stored.Revision)
            : null;
    }
}
