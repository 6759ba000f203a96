using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.PodGarbage;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.PodGarbage;

/// <summary>Which pods are left over.</summary>
public sealed class PodGarbagePlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pod_on_its_node_is_not() => Assert.Equal(
        PodGarbagePlan.Keep, PodGarbagePlanner.Plan(new PodGarbageObservation(Pod("n"), Node("True"), Now)));

    [Fact]
    public void A_pod_whose_node_is_missed_is_after_quarantine()
    {
        var seen = new PodGarbageObservation(Pod("n"), null, Now) { MissedSince = Now };
        Assert.Equal(Now.AddSeconds(40), PodGarbagePlanner.Plan(seen).LookAgainAt);
        var plan = PodGarbagePlanner.Plan(seen with { Now = Now.AddSeconds(40) });
        Assert.True(plan.Remove);
        Assert.Equal("PodGC: node no longer exists", plan.Why!.Message);
    }

    [Fact]
    public void A_pod_that_is_going_without_a_node_is() =>
        Assert.True(PodGarbagePlanner.Plan(new PodGarbageObservation(Going(null), null, Now)).Remove);

    [Theory]
    [InlineData("Unknown", true, true)]
    [InlineData("False", true, true)]
    [InlineData("True", true, false)]
    [InlineData("Unknown", false, false)]
    public void A_pod_that_is_going_on_an_unready_node_out_of_service_is(string ready, bool isOut, bool isLeft)
    {
        var node = Node(ready) with
        {
            Taints = isOut ? [new Taint("node.kubernetes.io/out-of-service", "", "NoExecute")] : [],
        };
        Assert.Equal(isLeft, PodGarbagePlanner.Plan(new PodGarbageObservation(Going("n"), node, Now)).Remove);
    }

    [Fact]
    public void A_surplus_pod_is() => Assert.True(
        PodGarbagePlanner.Plan(new PodGarbageObservation(Pod("n"), Node("True"), Now) { IsSurplus = true }).Remove);

    private static PodView Going(string? node) =>
        Pod(node) with { Meta = new ObjectMeta { Name = "p", DeletedAt = Now } };

    private static PodView Pod(string? node) => new() { Meta = new ObjectMeta { Name = "p" }, NodeName = node };

    private static NodeView Node(string ready) => new()
    {
        Meta = new ObjectMeta { Name = "n" },
        Health = new NodeHealth { Conditions = [new NodeCondition("Ready", ready, "")] },
    };
}
