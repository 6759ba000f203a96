using Fairway.Kube.Objects;

namespace Fairway.Kube.Caching;

/// <summary>One object of a cache: what the runtime knows of it, and the projection that the cache's owner asked
/// for.</summary>
public sealed class CachedObject<T>
{
    private readonly ObjectKey _key;
    private readonly ResourceVersion _version;

    // A text; or, where they are many, a Guid, which takes 32 bytes in place of 96.
    private readonly object _uid;

    /// <param name="head">What the runtime knows.</param>
    /// <param name="value">The projection.</param>
    /// <param name="isDense">See <see cref="ObjectCache{T}.IsDense"/>.</param>
    public CachedObject(ObjectHead head, T value, bool isDense = false)
    {
        (_key, _version, Controller, Value) = (head.Key, head.Version, head.Controller, value);
        _uid = isDense && Guid.TryParseExact(head.Uid, "D", out var uid) && $"{uid:D}" == head.Uid ? uid : head.Uid;
    }

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => _key;

    /// <summary>The object's identity; another uid under the same key is another object.</summary>
    public string Uid => _uid as string ?? $"{(Guid)_uid:D}";

    /// <summary>The version of this state.</summary>
    public ResourceVersion Version => _version;

    /// <summary>The owner reference whose controller is true, or null.</summary>
    public OwnerRef? Controller { get; }

    /// <summary>The projection.</summary>
    public T Value { get; }
}
