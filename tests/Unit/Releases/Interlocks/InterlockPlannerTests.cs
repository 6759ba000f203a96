using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;
using Fairway.Releases.Interlocks;
using Fairway.Tests.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Interlocks;

public sealed class InterlockPlannerTests
{
    private static readonly Occupant Mesh = new("mesh-2", "mesh", ConflictDomain.Network, Subjects.Noon);

    [Fact]
    public void What_has_no_domain_is_not_asked() =>
        Assert.Null(InterlockPlanner.Decide(Subjects.One() with { Occupants = [Mesh] }));

    [Fact]
    public void Another_change_of_the_domain_holds_until_it_has_ended()
    {
        var answer = InterlockPlanner.Decide(Of(ConflictDomain.Network) with { Occupants = [Mesh] })!;
        Assert.Equal((GateDecision.Hold, ClusterReleaseReasons.Interlocked), (answer.Decision, answer.Reason));
        Assert.Equal(
            "the Release mesh-2 changes mesh in the same conflict domain (Network); this one begins when that has "
            + "ended",
            answer.Says);
    }

    [Fact]
    public void Other_domains_do_not_hold() => Assert.Equal(
        GateDecision.Pass,
        InterlockPlanner.Decide(Of(ConflictDomain.Storage) with { Occupants = [Mesh] })!.Decision);

    [Theory]
    [InlineData(-1, "mesh-2", false)]
    [InlineData(1, "mesh-2", true)]
    [InlineData(0, "zz", false)]
    [InlineData(0, "aa", true)]
    public void Of_two_that_have_begun_the_earlier_goes_on_and_else_the_first_by_name(
        int seconds, string other, bool holds)
    {
        var subject = Of(ConflictDomain.Network) with
        {
            IntentAt = Subjects.Noon.AddSeconds(seconds),
            Occupants = [Mesh with { Release = other }],
        };
        Assert.Equal(holds, InterlockPlanner.Decide(subject)!.Decision == GateDecision.Hold);
    }

    [Fact]
    public void What_goes_back_waits_for_nobody_and_so_holds_what_began_before_it()
    {
        var subject = Of(ConflictDomain.Network) with
        {
            IntentAt = Subjects.Noon.AddSeconds(-1),
            Occupants = [Mesh with { IsBack = true }],
        };
        Assert.Equal(GateDecision.Hold, InterlockPlanner.Decide(subject)!.Decision);
    }

    private static GateSubject Of(ConflictDomain domain) => Subjects.One() with
    {
        Changes = [new GateChange("proxy", "1.0.0", "2.0.0") { Domain = domain }],
    };
}
