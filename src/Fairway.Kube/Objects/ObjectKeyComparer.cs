namespace Fairway.Kube.Objects;

/// <summary>Orders keys by namespace, then name, by code units: the order of an API server's lists.</summary>
public sealed class ObjectKeyComparer : IComparer<ObjectKey>
{
    private ObjectKeyComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static ObjectKeyComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(ObjectKey x, ObjectKey y)
    {
        var byNamespace = string.CompareOrdinal(x.Namespace, y.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.Name, y.Name);
    }
}
