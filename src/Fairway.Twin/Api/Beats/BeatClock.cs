namespace Fairway.Twin.Api.Beats;

/// <summary>When a simulated kubelet last said that it lives: a function of its node's name and the time.</summary>
public static class BeatClock
{
    /// <summary>A kubelet renews its Lease a quarter of the Lease's 40 s before it lapses.</summary>
    public static TimeSpan LeasePeriod { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A kubelet writes a status in which nothing has changed once in five minutes.</summary>
    public static TimeSpan StatusPeriod { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The last beat at or before a time. Nodes beat at different moments, each in whole seconds.</summary>
    public static DateTimeOffset Last(ReadOnlySpan<char> node, TimeSpan period, DateTimeOffset until)
    {
        var phase = Phase(node, period).Ticks;
        var since = (until.UtcTicks - phase) % period.Ticks;
        return new DateTimeOffset(until.UtcTicks - since, TimeSpan.Zero);
    }

    // FNV-1a: string.GetHashCode differs from process to process.
    private static TimeSpan Phase(ReadOnlySpan<char> node, TimeSpan period)
    {
        var hash = 2166136261u;
        foreach (var character in node)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return TimeSpan.FromSeconds(hash % (uint)period.TotalSeconds);
    }
}
