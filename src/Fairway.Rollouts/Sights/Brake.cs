namespace Fairway.Rollouts.Sights;

/// <summary>The two ends of a partition. What is between them only some kinds know.</summary>
internal static class Brake
{
    /// <summary>Everything stays old: what is added by scaling too.</summary>
    public const int On = int.MaxValue;

    /// <summary>Nothing stays old.</summary>
    public const int Off = 0;

    /// <summary>There is nothing to hold: the rollout is over, or the workload was born with it. Kinds that are held by
    /// more than a partition get back what was taken from them.</summary>
    public const int Released = -1;
}
