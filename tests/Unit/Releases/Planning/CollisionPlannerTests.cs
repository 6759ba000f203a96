using Fairway.Delivery.Changes;
using Fairway.Releases.Planning;
using Xunit;

namespace Fairway.Tests.Releases.Planning;

public sealed class CollisionPlannerTests
{
    private const string Kind = "CustomResourceDefinition.apiextensions.k8s.io widgets.example.com";

    [Fact]
    public void Two_components_that_bring_the_same_object_are_both_named()
    {
        Assert.Equal(
            $"{Kind} is brought by a and by b: an object is one component's only; take it out of one of the two charts",
            CollisionPlanner.Fault([("a", Plan(brings: Kind)), ("b", Plan(brings: Kind))], _ => false));
        Assert.Null(CollisionPlanner.Fault([("a", Plan(brings: Kind)), ("b", Plan(brings: "Pod x/y"))], _ => true));
    }

    [Fact]
    public void What_one_deletes_no_other_brings_at_once()
    {
        Assert.Equal(
            $"{Kind} goes with a and comes with b: the one would delete what the other brings; let a go first, in a "
            + "Release of its own",
            CollisionPlanner.Fault([("a", Plan(removes: Kind)), ("b", Plan(brings: Kind))], _ => true));
        Assert.Null(CollisionPlanner.Fault([("a", Plan(removes: Kind)), ("b", Plan())], _ => true));
    }

    [Theory]
    [InlineData("b", true, true)]
    [InlineData("b", false, false)]
    [InlineData("a", true, false)]
    public void What_another_component_has_brought_is_its_own(string other, bool isThere, bool isRefused)
    {
        var plan = Plan(brings: Kind) with { Others = [new ForeignObject(Kind, other)] };

        var fault = CollisionPlanner.Fault([("a", plan)], name => name == "b" && isThere);

        Assert.Equal(
            isRefused
                ? $"{Kind}, which a brings, is there already and is b's: an object is one component's only; take it "
                    + "out of one of the two charts"
                : null,
            fault);
    }

    private static ChangePlan Plan(string? brings = null, string? removes = null) => new("1", [], [])
    {
        Brings = brings is null ? [] : [brings],
        Removes = removes is null ? [] : [removes],
    };
}
