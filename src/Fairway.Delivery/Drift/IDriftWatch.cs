using Fairway.Delivery.Changes;

namespace Fairway.Delivery.Drift;

/// <summary>What others change in a cluster of what Fairway brought. Watched, not polled: at rest it asks
/// nothing.</summary>
public interface IDriftWatch : IAsyncDisposable
{
    /// <summary>
    /// Compares what is live with what was applied last, and follows the kinds of these objects from now on. Null where
    /// nothing was applied, or something newer has been begun: then no difference is anybody's.
    /// </summary>
    /// <exception cref="ChangeRefusedException">Records and cluster disagree, or cannot be compared.</exception>
    Task<DriftSight?> LookAsync(string component, CancellationToken cancel);
}
