namespace Fairway.Delivery.Records;

/// <summary>A component on a cluster.</summary>
/// <param name="ClusterId">The cluster's id: the name of its namespace in the meta cluster.</param>
/// <param name="Component">Name of the component.</param>
public readonly record struct PairKey(string ClusterId, string Component) : IComparable<PairKey>
{
    /// <summary>By cluster, then by component, ordinally.</summary>
    public int CompareTo(PairKey other)
    {
        var byCluster = string.CompareOrdinal(ClusterId, other.ClusterId);
        return byCluster != 0 ? byCluster : string.CompareOrdinal(Component, other.Component);
    }

    /// <summary>As users read it: <c>coredns on cluster-7</c>.</summary>
    public override string ToString() => $"{Component} on {ClusterId}";
}
