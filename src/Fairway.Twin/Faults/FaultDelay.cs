namespace Fairway.Twin.Faults;

/// <summary>How long something takes.</summary>
/// <param name="Least">At least.</param>
/// <param name="Most">At most; null for always the least.</param>
/// <param name="Shape">How it is spread between.</param>
public sealed record FaultDelay(
    TimeSpan Least, TimeSpan? Most = null, FaultDelayShape Shape = FaultDelayShape.Uniform)
{
    // Of an exponential spread all but one in a hundred lie within the limits; those are cut.
    private const double Within = 4.6;

    /// <summary>One delay, in whole milliseconds.</summary>
    public TimeSpan Draw(Random chance)
    {
        if (Most is not { } most || most <= Least)
        {
            return Least;
        }

        var drawn = chance.NextDouble();
        var share = Shape == FaultDelayShape.Uniform ? drawn : Math.Min(1, -Math.Log(1 - drawn) / Within);
        return Least + TimeSpan.FromMilliseconds(Math.Round((most - Least).TotalMilliseconds * share));
    }
}

/// <summary>How delays are spread between the least and the most.</summary>
public enum FaultDelayShape
{
    /// <summary>All alike often.</summary>
    Uniform,

    /// <summary>Short ones often, long ones rarely, as queues make them.</summary>
    Exponential,
}
