using Fairway.Twin.Timing;

namespace Fairway.Cli.Fleets;

/// <summary>By what time a fleet lives.</summary>
/// <param name="Time">Its clock.</param>
/// <param name="Loop">The loop that it lives on where its time is virtual: all of it is in memory and on one thread,
/// the manager and the tenants too, and who comes from outside passes a gateway. Null for real time.</param>
internal sealed record FleetClock(TimeProvider Time, SimulationLoop? Loop = null)
{
    /// <summary>The time of a loop.</summary>
    public static FleetClock Virtual(SimulationLoop loop) => new(loop.Time, loop);

    /// <summary>How often things are done again: seldom where time is virtual.</summary>
    public FleetRhythm Rhythm => Loop is null ? FleetRhythm.Usual : FleetRhythm.Slow;
}
