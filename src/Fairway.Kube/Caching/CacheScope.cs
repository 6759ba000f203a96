using Fairway.Kube.Requests;

namespace Fairway.Kube.Caching;

/// <summary>Which objects of a resource a cache holds. Null means: no such restriction.</summary>
public sealed record CacheScope(string? Namespace = null, string? LabelSelector = null, string? FieldSelector = null)
{
    /// <summary>Every object of the resource.</summary>
    public static CacheScope All { get; } = new();

    /// <summary>One object, by name.</summary>
    public static CacheScope One(ObjectKey key) => new(key.Namespace, null, $"metadata.name={key.Name}");

    internal ListQuery ToQuery() => new()
    {
        Namespace = Namespace,
        LabelSelector = LabelSelector,
        FieldSelector = FieldSelector,
    };
}
