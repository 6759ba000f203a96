namespace Fairway.Kube.Caching;

/// <summary>
/// A change of one object. <paramref name="Old"/> is null for an object that is new; <paramref name="New"/> is null for
/// one that is gone, and <paramref name="Old"/> is then its last known state. An object deleted and made anew under its
/// name is two changes.
/// </summary>
public readonly record struct CacheChange<T>(CachedObject<T>? Old, CachedObject<T>? New)
{
    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => (New ?? Old)!.Key;
}
