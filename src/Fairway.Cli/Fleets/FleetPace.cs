using Fairway.Twin.Timing;

namespace Fairway.Cli.Fleets;

/// <summary>How fast the time of a virtual fleet goes: as fast as the work allows, or by a real clock.</summary>
internal sealed class FleetPace(TimeProvider real) : ILoopPace
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly object door = new();
    private bool isKnocked;
    private long reached;

    /// <summary>Whether it goes by the real clock.</summary>
    public bool IsReal
    {
        get;
        set
        {
            field = value;
            reached = real.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public TimeSpan Pass(TimeSpan? untilNext)
    {
        if (!IsReal && untilNext is { } jump)
        {
            return jump;
        }

        var due = (untilNext ?? Longest) - real.GetElapsedTime(reached);
        if (due > TimeSpan.Zero)
        {
            Wait(due < Longest ? due : Longest);
        }

        // Where the work takes longer than the time there is, the rest is made good at the next timers.
        var passed = real.GetElapsedTime(reached);
        passed = untilNext < passed ? untilNext.Value : passed;
        reached += (long)(passed.TotalSeconds * real.TimestampFrequency);
        return IsReal ? passed : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public void Wake()
    {
        lock (door)
        {
            isKnocked = true;
            Monitor.Pulse(door);
        }
    }

    private void Wait(TimeSpan longest)
    {
        lock (door)
        {
            if (!isKnocked)
            {
                Monitor.Wait(door, longest);
            }

            isKnocked = false;
        }
    }
}
