using Fairway.Kube.Caching;
using Fairway.Kube.OwnWriting;

namespace Fairway.Kube.Controllers;

/// <summary>
/// What one controller has written, so that it never acts on a cache that does not show it yet. Its reconciler writes
/// through <see cref="Through"/>; a reconcile begins when every cache that the controller reads shows those writes.
/// </summary>
/// <remarks>
/// The whole controller waits, not only the key that wrote: a scheduler that has just filled a node must not place the
/// next pod by a cache that shows the node empty. Nothing sleeps and nothing expires: caches wake who waits as they
/// advance. A write whose effect is not known (no answer came) makes the cache read everything anew. Such a write may
/// still happen later, so names that must be unique should be chosen by the writer. Writes to resources that the
/// controller does not cache are not waited for.
/// </remarks>
public sealed class OwnWrites
{
    private readonly OwnWriteLedger _ledger = new();

    /// <summary>The API through which the controller must write. Its caches read from <paramref name="api"/>
    /// itself.</summary>
    public IKubeApi Through(IKubeApi api) => new OwnWritesApi(api, _ledger);

    internal void Follow(IReadOnlyList<ObjectCache> caches) => _ledger.Follow(caches);

    internal Task WaitUntilSeenAsync(CancellationToken cancel) => _ledger.WaitUntilSeenAsync(cancel);
}
