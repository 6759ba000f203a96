using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.ControlPlanes;
using Fairway.Delivery.Changes;
using Xunit;

namespace Fairway.Tests.ControlPlanes;

public sealed class PartPlannerTests
{
    [Theory]
    [InlineData("v1.35.2", "v1.36.0", null)]
    [InlineData("v1.35.2", "v1.35.9", null)]
    [InlineData("v1.35.2", "v1.35.2", null)]
    [InlineData("v1.35.2", "v1.37.0", "would skip minor versions")]
    [InlineData("v1.35.2", "v2.0.0", "would skip minor versions")]
    [InlineData("v1.36.2", "v1.35.9", "would go down")]
    [InlineData("v1.36.2", "latest", "is no version")]
    public void It_goes_up_one_minor_version_at_a_time(string from, string to, string? refusal)
    {
        var said = PartPlanner.Refusal(Target(to), Part(from), Direction.Forward);

        Assert.Equal(refusal is null, said is null);
        Assert.Contains(refusal ?? "", said ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_rollback_goes_down() =>
        Assert.Null(PartPlanner.Refusal(Target("v1.35.2"), Part("v1.36.2"), Direction.Back));

    [Fact]
    public void A_plan_names_every_field_and_its_fingerprints_know_no_cluster()
    {
        var one = PartPlanner.Plan(Target("v1.36.0"), Cluster("v1.35.2", "c1"), Direction.Forward);
        var other = PartPlanner.Plan(Target("v1.36.0"), Cluster("v1.35.2", "c2"), Direction.Forward);

        var change = Assert.Single(one.Changes);
        Assert.Equal("spec.kubernetes.kcm.version", change.Path);
        Assert.Equal(("\"v1.35.2\"", "\"v1.36.0\""), (change.Before, change.After));
        Assert.Equal(change.Fingerprint, Assert.Single(other.Changes).Fingerprint);
        Assert.True(PartPlanner.Plan(Target("v1.35.2"), Cluster("v1.35.2", "c1"), Direction.Forward).IsEmpty);
    }

    [Fact]
    public void Complete_is_what_is_observed_and_not_what_is_specified()
    {
        var cluster = Cluster("v1.36.0", "c1");
        Assert.Equal("Declared", PartPlanner.Sight(Target("v1.36.0"), cluster, 2).Reason);

        var old = Observed(cluster, "v1.35.2");
        Assert.Equal(ChangeState.Progressing, PartPlanner.Sight(Target("v1.36.0"), old, 2).State);

        var done = Observed(cluster, "v1.36.0");
        var sight = PartPlanner.Sight(Target("v1.36.0"), done, 2);
        Assert.Equal((ChangeState.Complete, 1), (sight.State, sight.Step));
        Assert.Equal(
            ChangeState.NotConfigured, PartPlanner.Sight(Target("v1.36.1"), done, 2).State);
    }

    private static Cluster Observed(Cluster cluster, string version) => cluster with
    {
        Status = new() { Kubernetes = [new() { Part = "kcm", ObservedVersion = version }] },
    };

    private static PartTarget Target(string version) => new() { Part = "kcm", Name = "kcm", Version = version };

    private static ControlPlanePart Part(string version) => new() { Name = "kcm", Version = version };

    private static Cluster Cluster(string version, string id) => new()
    {
        Metadata = new ObjectMeta { Name = "kubernetes-cluster", Namespace = id },
        Spec = new ClusterSpec { Kubernetes = new ControlPlaneParts { Kcm = Part(version) } },
    };
}
