namespace Fairway.Kube.Timing;

/// <summary>
/// Timers count whole milliseconds and cut off the rest. Who waits for the rest of a span must round it up, or he wakes
/// before it is over, and waits for nothing again and again.
/// </summary>
internal static class WholeMilliseconds
{
    /// <summary>The span in whole milliseconds, upwards; zero for a span that is over.</summary>
    public static TimeSpan Up(TimeSpan span) =>
        span <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds));
}
