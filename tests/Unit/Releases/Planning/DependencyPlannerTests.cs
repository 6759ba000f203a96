using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Planning;
using Xunit;

namespace Fairway.Tests.Releases.Planning;

public sealed class DependencyPlannerTests
{
    [Theory]
    [InlineData("a:b b:c c:", "a", null)]
    [InlineData("a:b b:c c:b", "a", "in a circle, b -> c -> b: take one")]
    [InlineData("a:a", "a", "in a circle, a -> a: take one")]
    [InlineData("a:b b:gone", "a", "Component b depends on gone, and there is no Component gone")]
    [InlineData("a:b,c b:d c:d d:", "a", null)]
    public void Circles_and_names_of_nothing_are_refused(string components, string change, string? says)
    {
        var fault = DependencyPlanner.Fault([new ReleaseChange { Component = change }], Find(components));

        if (says is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.Contains(says, fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_depended_on_must_be_there_or_come_along()
    {
        var find = Find("web:dns,kcm dns: kcm:!");

        var missing = DependencyPlanner.Missing(find("web")!, find, _ => false);

        Assert.StartsWith("web depends on dns, which the cluster has not", missing, StringComparison.Ordinal);
        Assert.Null(DependencyPlanner.Missing(find("web")!, find, name => name == "dns"));
    }

    [Fact]
    public void A_graph_of_many_ways_is_walked_once()
    {
        var layers = Enumerable.Range(0, 40).Select(i => $"l{i}:l{i + 1},m{i + 1} m{i}:l{i + 1},m{i + 1}");

        Assert.Null(DependencyPlanner.Fault(
            [new ReleaseChange { Component = "l0" }], Find($"{string.Join(' ', layers)} l40: m40:")));
    }

    /// <summary>Components as <c>name:dependency,dependency</c>; one with <c>!</c> is a part of the control
    /// plane.</summary>
    private static Func<string, Component?> Find(string components)
    {
        var known = components.Split(' ').Select(one => one.Split(':')).ToDictionary(
            parts => parts[0],
            parts => new Component
            {
                Metadata = new ObjectMeta { Name = parts[0] },
                Spec = new ComponentSpec
                {
                    Type = parts[1] == "!" ? ComponentType.ControlPlane : ComponentType.AddOn,
                    DependsOn =
                    [
                        .. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Where(one => one != "!"),
                    ],
                },
            },
            StringComparer.Ordinal);
        return known.GetValueOrDefault;
    }
}
