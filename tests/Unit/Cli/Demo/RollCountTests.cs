using Fairway.Cli.Demo;
using Xunit;

namespace Fairway.Tests.Cli.Demo;

public sealed class RollCountTests
{
    private static readonly DemoWorkload Web = DemoWorkload.All[0];
    private static readonly DemoWorkload Agent = DemoWorkload.All[1];

    [Fact]
    public void All_pods_of_the_new_image_ready_and_no_other_is_done() =>
        Assert.True(Count(Seen(2, replicas: 2), Pod("a"), Pod("b")).IsDone);

    [Fact]
    public void A_spec_that_its_controller_has_not_seen_is_not_done()
    {
        var count = Count(Seen(1, replicas: 2), Pod("a"), Pod("b"));
        Assert.False(count.IsDone);
        Assert.Equal("the controller has not seen the change", count.Missing("1.1.0"));
        Assert.False(Count(null, Pod("a"), Pod("b")).IsDone);
    }

    [Fact]
    public void A_pod_of_the_old_image_that_is_on_its_way_out_is_not_done()
    {
        var count = Count(Seen(2, replicas: 1), Pod("a"), Pod("old", tag: "1.0.0", deleted: true));
        Assert.False(count.IsDone);
        Assert.Equal("1 of 1 pods run 1.1.0 and are Ready, 1 of another image are left", count.Missing("1.1.0"));
    }

    [Fact]
    public void A_pod_that_is_not_ready_is_named()
    {
        var count = Count(Seen(2, replicas: 2), Pod("a"), Pod("b", ready: false, phase: "Pending"));
        Assert.False(count.IsDone);
        Assert.Equal(
            "1 of 2 pods run 1.1.0 and are Ready; pod b is Pending and not Ready", count.Missing("1.1.0"));
    }

    [Fact]
    public void A_ready_pod_on_its_way_out_does_not_count() =>
        Assert.Equal(0, Count(Seen(2, replicas: 1), Pod("a", deleted: true)).Ready);

    [Fact]
    public void More_pods_than_wanted_are_not_done() =>
        Assert.False(Count(Seen(2, replicas: 1), Pod("a"), Pod("b")).IsDone);

    [Fact]
    public void Pods_of_another_workload_do_not_count() =>
        Assert.Equal(new RollCount(2, 0, 0, null), RollCount.Of(Agent, "1.1.0", Seen(2, scheduled: 2), [Pod("a")]));

    private static RollCount Count(WorkloadSight? seen, params PodSight[] pods) =>
        RollCount.Of(Web, "1.1.0", seen, pods);

    private static WorkloadSight Seen(long generation, int? replicas = null, int? scheduled = null) => new(
        new("web", 2), new(replicas), new(generation, scheduled));

    private static PodSight Pod(
        string name, string tag = "1.1.0", bool ready = true, bool deleted = false, string phase = "Running") => new(
        new(name, deleted ? "2026-01-01T00:00:00Z" : null, new() { ["app"] = "web" }),
        new([new("web", Web.ImageOf(tag))]),
        new(phase, [new("Ready", ready ? "True" : "False")]));
}
