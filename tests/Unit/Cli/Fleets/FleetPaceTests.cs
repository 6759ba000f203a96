using Fairway.Cli.Fleets;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class FleetPaceTests
{
    private readonly FakeTimeProvider wall = new();

    [Fact]
    public void In_a_hurry_all_time_to_the_next_timer_passes_at_once() =>
        Assert.Equal(TimeSpan.FromDays(3), new FleetPace(wall).Pass(TimeSpan.FromDays(3)));

    [Fact]
    public void By_the_wall_no_more_passes_than_there_and_what_is_late_is_made_good()
    {
        var pace = new FleetPace(wall) { IsReal = true };
        wall.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Pass(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(3), pace.Pass(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Who_comes_in_is_heard_before_the_next_timer()
    {
        var pace = new FleetPace(wall) { IsReal = true };
        wall.Advance(TimeSpan.FromSeconds(1));
        pace.Wake();
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Pass(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Without_a_timer_it_waits_for_somebody_and_no_time_passes_in_a_hurry()
    {
        var pace = new FleetPace(wall);
        pace.Wake();
        Assert.Equal(TimeSpan.Zero, pace.Pass(null));
    }
}
