using Fairway.Delivery.Records;
using Fairway.Releases.Manager;
using Fairway.Schema.Digests;

namespace Fairway.Cli.Managers;

/// <summary>Whether a manager can work: it has read the meta cluster, and its records answer. Whether it holds a Lease
/// is no part of it: one that waits is ready to take over.</summary>
internal sealed class ManagerReadiness(ManagerSight sight, IMetaDb records, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Digest Nothing = Digest.Of("is anybody there?"u8);

    /// <summary>Why it cannot; null where it can.</summary>
    public async Task<string?> AskAsync(CancellationToken cancel)
    {
        if (sight.Unread is not { } unread)
        {
            return "the manager has not begun";
        }

        return unread.Count > 0
            ? $"not read yet of the meta cluster: {string.Join(", ", unread)}"
            : await OfRecordsAsync(cancel);
    }

    private async Task<string?> OfRecordsAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            await records.FindContentAsync(Nothing, both.Token).WaitAsync(both.Token);
            return null;
        }
        catch (MetaDbUnavailableException e)
        {
            return $"the MetaDB does not answer: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"the MetaDB does not answer within {Patience.TotalSeconds:0} s";
        }
    }
}
