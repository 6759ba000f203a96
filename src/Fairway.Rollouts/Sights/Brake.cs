namespace Fairway.Rollouts.Sights;

/// <summary>The two ends of a partition. What is between them only some kinds know.</summary>
internal static class Brake
{
    /// <summary>Everything stays old: what is added by scaling too.</summary>
    public const int On = int.MaxValue;

    /// <summary>Nothing stays old.</summary>
    public const int Off = 0;
}
