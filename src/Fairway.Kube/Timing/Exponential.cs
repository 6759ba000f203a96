namespace Fairway.Kube.Timing;

/// <summary>The arithmetic of exponential delays.</summary>
internal static class Exponential
{
    /// <summary><paramref name="first"/> doubled <paramref name="doublings"/> times, at most
    /// <paramref name="longest"/>.</summary>
    public static TimeSpan Delay(TimeSpan first, TimeSpan longest, int doublings)
    {
        var ticks = first.Ticks * Math.Pow(2, doublings);
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }
}
