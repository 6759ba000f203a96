namespace Fairway.Twin.Faults;

/// <summary>What becomes of one call.</summary>
/// <param name="Before">How much longer it takes to arrive.</param>
/// <param name="After">How much longer its answer takes.</param>
/// <param name="Rule">What else happens; null for nothing.</param>
internal readonly record struct CallFate(TimeSpan Before, TimeSpan After, FaultRule? Rule)
{
    public bool Is(FaultEffect effect) => Rule?.Do == effect;
}

/// <summary>What becomes of one event.</summary>
/// <param name="Late">How much later it comes.</param>
/// <param name="Rule">What else happens; null for nothing.</param>
internal readonly record struct EventFate(TimeSpan Late, FaultRule? Rule);
