using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>The scheduler between its caches and its hands: what waits, what counts already, and what is taken
/// back.</summary>
public sealed class SchedulerTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Scheduler scheduler;
    private readonly SchedulerFeed feed;

    public SchedulerTests()
    {
        scheduler = new Scheduler(time, new Random(1));
        feed = new SchedulerFeed(scheduler, time);
    }

    [Fact]
    public void The_most_important_comes_first_then_the_one_that_has_waited_longest()
    {
        Wait("late", 1);
        time.Advance(TimeSpan.FromSeconds(1));
        Wait("low", 0);
        Wait("high", 5);
        Wait("later", 1);

        Assert.Equal(
            ["high", "late", "later", "low"],
            Enumerable.Range(0, 4).Select(_ => scheduler.Take()!.Info.Meta.Name));
        Assert.Null(scheduler.Take());
    }

    [Fact]
    public void What_is_decided_counts_before_any_cache_shows_it()
    {
        Node("n", "1");
        Wait("a", 0, "1");
        Wait("b", 0, "1");

        Assert.IsType<Placement.Bind>(Try());
        Assert.IsType<Placement.Refuse>(Try());
    }

    [Fact]
    public void A_bind_that_fails_gives_the_room_back_and_the_pod_is_tried_again()
    {
        Node("n", "1");
        Wait("a", 0, "1");
        Wait("b", 0, "1");
        var bind = Try()!;
        Try();

        scheduler.Failed(bind);

        Assert.Null(Try());
        time.Advance(TimeSpan.FromSeconds(1));
        var placed = Assert.IsType<Placement.Bind>(Try());
        Assert.IsType<Placement.Refuse>(Try());
        Assert.Contains(placed.Pod.Meta.Name, (string[])["a", "b"]);
    }

    [Fact]
    public void A_bind_whose_answer_is_lost_stays_where_the_cache_shows_it()
    {
        Node("n", "1");
        var pod = Wait("a", 0, "1");
        var bind = Try()!;
        feed.OnPod(pod, pod with { NodeName = "n" });

        scheduler.Failed(bind);

        Wait("b", 0, "1");
        Assert.IsType<Placement.Refuse>(Try());
    }

    [Fact]
    public void Failures_wait_longer_each_time_up_to_ten_seconds()
    {
        Node("n", "2");
        feed.OnPod(null, Running("r", "n", "1"));
        Wait("a", 0, "2");
        var waits = new List<double>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            Assert.IsType<Placement.Refuse>(Try());
            var passing = Running($"passing{attempt}", "n", "0");
            feed.OnPod(null, passing);
            feed.OnPod(passing, null);
            waits.Add((scheduler.NextDue!.Value - time.GetUtcNow()).TotalSeconds);
            time.SetUtcNow(scheduler.NextDue.Value);
        }

        Assert.Equal([1, 2, 4, 8, 10, 10], waits);
    }

    [Fact]
    public void Who_fits_nowhere_sleeps_until_something_may_help()
    {
        Node("n", "1");
        var blocker = Running("r", "n", "1");
        feed.OnPod(null, blocker);
        Wait("a", 0, "1");
        Assert.IsType<Placement.Refuse>(Try());
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(Try());

        // A node that could never hold it does not help, and neither does another pod's coming.
        Node("small", "500m");
        feed.OnPod(null, Running("x", "small", "100m"));
        Assert.Null(Try());

        feed.OnPod(blocker, null);
        Assert.Equal("n", Assert.IsType<Placement.Bind>(Try()).Node);
    }

    [Fact]
    public void Whom_nothing_helps_is_tried_every_five_minutes_all_the_same()
    {
        Node("n", "1");
        Wait("a", 0, "2");
        Try();

        Assert.Equal(time.GetUtcNow() + TimeSpan.FromMinutes(5), scheduler.NextDue);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<Placement.Refuse>(Try());
    }

    [Fact]
    public void A_pod_with_gates_waits_for_their_going()
    {
        Node("n", "1");
        var gated = Pod("a", 0, "1", "\"schedulingGates\":[{\"name\":\"g\"}],");
        feed.OnPod(null, gated);
        Assert.Null(Try());

        feed.OnPod(gated, Pod("a", 0, "1"));
        Assert.IsType<Placement.Bind>(Try());
    }

    [Fact]
    public void Pods_of_other_schedulers_are_none_of_its_business()
    {
        Node("n", "1");
        feed.OnPod(null, Pod("a", 0, "1", "\"schedulerName\":\"mine\","));

        Assert.Null(Try());
    }

    [Fact]
    public void Nothing_is_bound_twice()
    {
        Node("n", "8");
        var pod = Wait("a", 0, "1");
        Try();

        feed.OnPod(pod, pod with { Conditions = [new Condition("X", "True")] });
        Assert.Null(Try());
        feed.OnPod(pod, pod with { NodeName = "n" });
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(Try());
    }

    [Fact]
    public void Pods_on_a_node_that_comes_later_count_there()
    {
        feed.OnPod(null, Running("r", "n", "1"));
        Node("n", "1");
        Wait("a", 0, "1");

        Assert.IsType<Placement.Refuse>(Try());
    }

    [Fact]
    public void A_node_that_goes_and_comes_back_has_its_pods_again()
    {
        Node("n", "1");
        feed.OnPod(null, Running("r", "n", "1"));
        feed.OnNode(Named("n", "1"), null);
        Node("n", "1");
        Wait("a", 0, "1");

        Assert.IsType<Placement.Refuse>(Try());
    }

    [Fact]
    public void A_refusal_is_told_until_it_is_told()
    {
        Node("n", "1");
        Wait("a", 0, "2");
        var refusal = Try()!;

        scheduler.Failed(refusal);
        Assert.Equal([refusal.Pod.Meta.Key], scheduler.Undone);
        scheduler.Done(refusal);
        Assert.Empty(scheduler.Undone);
    }

    [Fact]
    public void Who_clears_a_node_is_tried_again_when_it_is_cleared()
    {
        Node("n", "1");
        var victim = Running("v", "n", "1");
        feed.OnPod(null, victim);
        Wait("a", 9, "1");
        var preempt = Assert.IsType<Placement.Preempt>(Try());
        Wait("b", 5, "1");
        Assert.IsType<Placement.Refuse>(Try());

        // The victim is gone before the writer is done: that must not be missed.
        feed.OnPod(victim, null);
        scheduler.Done(preempt);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("a", Assert.IsType<Placement.Bind>(Try()).Pod.Meta.Name);
    }

    private Placement? Try()
    {
        if (scheduler.Take() is not { } pod)
        {
            return null;
        }

        var plan = SchedulerPlanner.Plan(scheduler.Begin(pod, null));
        scheduler.Accept(pod, plan);
        return plan.Placement;
    }

    private void Node(string name, string cpu) => feed.OnNode(null, Named(name, cpu));

    private PodView Wait(string name, int priority, string cpu = "0")
    {
        var pod = Pod(name, priority, cpu);
        feed.OnPod(null, pod);
        return pod;
    }

    private static NodeView Named(string name, string cpu) => NodeView.Read(SchedulingWorld.Parse($$"""
        {"metadata":{"name":"{{name}}"},"status":{"allocatable":{"cpu":"{{cpu}}","memory":"1Gi","pods":"110"} } }
        """));

    private static PodView Running(string name, string node, string cpu) => Pod(name, 0, cpu) with { NodeName = node };

    private static PodView Pod(string name, int priority, string cpu, string more = "") =>
        SchedulingWorld.Asking(name, $$"""{"cpu":"{{cpu}}"}""", priority, more).View;
}
