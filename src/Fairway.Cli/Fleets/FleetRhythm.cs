using Fairway.Kube.Leases;

namespace Fairway.Cli.Fleets;

/// <summary>How often those who manage a fleet do what they do again and again.</summary>
/// <param name="Leases">When a manager or a tenant process is missed.</param>
/// <param name="LookEvery">How often each cluster is asked whether it answers.</param>
internal sealed record FleetRhythm(LeaseTimes Leases, TimeSpan LookEvery)
{
    /// <summary>How often watches get bookmarks.</summary>
    public TimeSpan BookmarkEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long watches are asked for.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>As in earnest.</summary>
    public static FleetRhythm Usual { get; } = new(LeaseTimes.Usual, TimeSpan.FromSeconds(30));

    /// <summary>Where days are to pass in a minute, and nobody dies.</summary>
    public static FleetRhythm Slow { get; } = new(
        new LeaseTimes(TimeSpan.FromHours(6), TimeSpan.FromHours(4), TimeSpan.FromHours(1)),
        TimeSpan.FromMinutes(30))
    {
        BookmarkEvery = TimeSpan.FromHours(12),
        WatchFor = TimeSpan.FromDays(10),
    };
}
