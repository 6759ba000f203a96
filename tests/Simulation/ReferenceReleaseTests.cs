using Fairway.Simulation.Stories;

namespace Fairway.Simulation;

/// <summary>Whole ways of releases through a fleet, without faults.</summary>
public sealed class ReferenceReleaseTests
{
    [Fact]
    public void A_good_version_goes_through_all_stages() => Simulation.Run(async fleet =>
    {
        await fleet.ReleaseAsync("first", "1.0.0");
        await fleet.UntilPhaseAsync("first", "Succeeded");
        await fleet.ReleaseAsync("second", "1.1.0");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.All(
            ReferenceFleet.Members, member => Assert.Equal("1.1.0 1.1.0 1.1.0 1.1.0", fleet.Images(member.Id)));
    });
}
