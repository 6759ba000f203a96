namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>What becomes of a pod on a tainted node.</summary>
internal sealed record TaintPlan
{
    /// <summary>It stays, for all that is known.</summary>
    public static TaintPlan Stays { get; } = new();

    /// <summary>It is to go now.</summary>
    public bool Evict { get; init; }

    /// <summary>From when on its time runs; null where it may stay.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it is to go; null where it may stay.</summary>
    public DateTimeOffset? EvictAt { get; init; }
}
