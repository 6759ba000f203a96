using Fairway.Simulation.Stories;

namespace Fairway.Simulation;

/// <summary>Whole ways of releases through a fleet, without faults by chance.</summary>
public sealed class ReferenceReleaseTests
{
    private const string First = "1.0.0 1.0.0 1.0.0 1.0.0";
    private const string Second = "1.1.0 1.1.0 1.1.0 1.1.0";

    [Fact]
    public void A_good_version_goes_through_all_stages_and_then_nothing_is_written() => Seeded.Run(async fleet =>
    {
        await FirstAsync(fleet);
        await fleet.ReleaseAsync("second", "1.1.0");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.All(ReferenceFleet.Members, member => Assert.Equal(Second, fleet.Images(member.Id)));
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(5));
        fleet.Fleet.Checks.Quiet.IsAtRest = true;
        await fleet.Fleet.PassAsync(TimeSpan.FromHours(2));
    });

    [Fact]
    public void A_bad_image_on_one_architecture_stops_by_itself_and_goes_back() => Seeded.Run(async fleet =>
    {
        await FirstAsync(fleet);
        await fleet.ReleaseAsync("bad", "1.2.0");
        await fleet.Fleet.UntilAsync(
            () => fleet.PhaseOf("bad") is "RolledBack" or "Failed" or "Stopped", "it ends", TimeSpan.FromMinutes(60));
        Assert.Equal("RolledBack", fleet.PhaseOf("bad"));
        Assert.All(ReferenceFleet.Members, member => Assert.Equal(First, fleet.Images(member.Id)));
    });

    [Fact]
    public void A_stop_holds_everything_until_it_is_lifted() => Seeded.Run(async fleet =>
    {
        await FirstAsync(fleet);
        await fleet.ReleaseAsync("second", "1.1.0");
        await fleet.UntilClusterAsync("s1", "second", "Step");
        await fleet.StopAsync("halt");
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Running", fleet.PhaseOf("second"));
        Assert.Equal(First, fleet.Images("p1"));
        await fleet.LiftAsync("halt");
        await fleet.UntilPhaseAsync("second", "Succeeded");
    });

    [Fact]
    public void A_pause_ends_where_it_is_lifted() => Seeded.Run(async fleet =>
    {
        await FirstAsync(fleet);
        await fleet.ReleaseAsync("second", "1.1.0");
        await fleet.UntilClusterAsync("s1", "second", "Step");
        await fleet.ChangeReleaseAsync("second", """{"paused":true}""");
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Paused", fleet.PhaseOf("second"));
        await fleet.ChangeReleaseAsync("second", """{"paused":false}""");
        await fleet.UntilPhaseAsync("second", "Succeeded");
    });

    [Fact]
    public void A_metadb_that_is_down_for_a_while_delays_and_breaks_nothing() => Seeded.Run(async fleet =>
    {
        await FirstAsync(fleet);
        await fleet.ReleaseAsync("second", "1.1.0");
        await fleet.UntilClusterAsync("c1", "second", "Step");
        fleet.Fleet.Faults.IsDbDown = true;
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(2));
        fleet.Fleet.Faults.IsDbDown = false;
        await fleet.UntilPhaseAsync("second", "Succeeded");
    });

    private static async Task FirstAsync(ReferenceFleet fleet)
    {
        await fleet.ReleaseAsync("first", "1.0.0");
        await fleet.UntilPhaseAsync("first", "Succeeded");
        Assert.All(ReferenceFleet.Members, member => Assert.Equal(First, fleet.Images(member.Id)));
    }
}
