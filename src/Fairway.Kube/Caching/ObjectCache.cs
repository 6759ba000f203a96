using Fairway.Kube.Objects;
using Fairway.Kube.Timing;

namespace Fairway.Kube.Caching;

/// <summary>What a cache is, whatever projection it holds.</summary>
public abstract class ObjectCache
{
    private protected ObjectCache(IKubeApi api, KubeResource resource, CacheScope scope)
    {
        Api = api;
        Resource = resource;
        Scope = scope;
    }

    /// <summary>The cluster that is read.</summary>
    public IKubeApi Api { get; }

    /// <summary>The resource that is held.</summary>
    public KubeResource Resource { get; }

    /// <summary>Which objects of it.</summary>
    public CacheScope Scope { get; }

    /// <summary>True once everything has been read; stays true.</summary>
    public abstract bool HasSynced { get; }

    /// <summary>The version that the cache has reached: it holds the effect of every write up to it.</summary>
    public abstract ResourceVersion Reached { get; }

    /// <summary>How many objects are held.</summary>
    public abstract int Count { get; }

    /// <summary>Fires whenever the cache has advanced, after the change is visible.</summary>
    internal Pulse Advanced { get; } = new();

    /// <summary>How many times a reading of everything has begun; every write answered before one begins is in
    /// it.</summary>
    internal abstract long ReadingsBegun { get; }

    /// <summary>The number of the reading that the present state stands on.</summary>
    internal abstract long ReadingHeld { get; }

    /// <summary>Reads and watches until cancelled. Called once; ends without an exception when cancelled.</summary>
    public abstract Task RunAsync(CancellationToken cancel);

    /// <summary>Waits until everything has been read.</summary>
    public async Task WaitForSyncAsync(CancellationToken cancel) => await WaitUntilAsync(() => HasSynced, cancel);

    /// <summary>Waits until <paramref name="holds"/> does; asks at each advance of the cache.</summary>
    public async Task WaitUntilAsync(Func<bool> holds, CancellationToken cancel)
    {
        while (!holds())
        {
            var advanced = Advanced.NextAsync(cancel);
            if (holds())
            {
                return;
            }

            await advanced;
        }
    }

    /// <summary>Reads everything anew unless such a reading has begun since <paramref name="mark"/>.</summary>
    internal abstract void Renew(long mark);

    /// <summary>Identity and version of an object, or null where the cache does not hold it.</summary>
    internal abstract (string Uid, ResourceVersion Version)? Head(ObjectKey key);
}
