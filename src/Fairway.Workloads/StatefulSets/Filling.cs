namespace Fairway.Workloads.StatefulSets;

/// <summary>How far the places of a set are filled.</summary>
internal enum Filling
{
    /// <summary>As far as order allows; nothing is to be waited for.</summary>
    Full,

    /// <summary>Up to a pod that is to be changed, and is of no use until then.</summary>
    Mends,

    /// <summary>Up to a place that must be waited for.</summary>
    Waits,
}
