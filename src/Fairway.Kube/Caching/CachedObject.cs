using Fairway.Kube.Objects;

namespace Fairway.Kube.Caching;

/// <summary>One object of a cache: what the runtime knows of it, and the projection that the cache's owner asked
/// for.</summary>
public sealed class CachedObject<T>(ObjectHead head, T value)
{
    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => head.Key;

    /// <summary>The object's identity; another uid under the same key is another object.</summary>
    public string Uid => head.Uid;

    /// <summary>The version of this state.</summary>
    public ResourceVersion Version => head.Version;

    /// <summary>The owner reference whose controller is true, or null.</summary>
    public OwnerRef? Controller => head.Controller;

    /// <summary>The projection.</summary>
    public T Value => value;
}
