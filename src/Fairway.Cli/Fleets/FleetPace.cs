using Fairway.Twin.Timing;

namespace Fairway.Cli.Fleets;

/// <summary>How fast the time of a virtual fleet goes: as fast as the work allows, or by a real clock.</summary>
internal sealed class FleetPace(TimeProvider real) : ILoopPace
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim knocks = new(0);
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
    public TimeSpan Pass(TimeSpan? next)
    {
        if (!IsReal && next is { } jump)
        {
            return jump;
        }

        var due = (next ?? Longest) - real.GetElapsedTime(reached);
        if (due > TimeSpan.Zero)
        {
            knocks.Wait(due < Longest ? due : Longest);
        }

        // Where the work takes longer than the time there is, the rest is made good at the next timers.
        var passed = real.GetElapsedTime(reached);
        passed = next < passed ? next.Value : passed;
        reached += (long)(passed.TotalSeconds * real.TimestampFrequency);
        return IsReal ? passed : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public void Wake() => knocks.Release();
}
