using Fairway.Kube.Caching;

namespace Fairway.Kube.Controllers;

/// <summary>
/// What one controller has written, so that it never acts on a cache that does not show it yet. Its reconciler writes through
/// <see cref="Through"/>; a reconcile begins when every cache that the controller reads has reached those writes.
/// </summary>
/// <remarks>
/// The whole controller waits, not only the key that wrote: a scheduler that has just filled a node must not place the next pod by a
/// cache that shows the node empty. Nothing sleeps and nothing expires: caches wake the waiting as they advance.
/// </remarks>
public sealed class OwnWrites
{
    private IReadOnlyList<ObjectCache> _caches = [];

    /// <summary>The API through which the controller must write.</summary>
    public IKubeApi Through(IKubeApi api) => api;

    internal void Follow(IReadOnlyList<ObjectCache> caches) => _caches = caches;

    internal Task WaitUntilSeenAsync(CancellationToken cancel) =>
        _caches.Count == 0 || !cancel.IsCancellationRequested ? Task.CompletedTask : Task.FromCanceled(cancel);
}
