using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Twin.Behaviour.DaemonSets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.DaemonSets;

/// <summary>A node that refuses its daemon pod refuses the next as well (kubernetes/kubernetes#65240).</summary>
public sealed class FailedDaemonPodsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ObjectMeta Set = new() { Name = "d", Namespace = "default", Uid = "u", Generation = 1 };

    [Fact]
    public void Each_failure_in_a_row_waits_twice_as_long_up_to_the_longest()
    {
        var failures = new FailedDaemonPods(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        var (now, waited) = (Now, new List<double>());
        for (var failure = 0; failure < 5; failure++)
        {
            failures.Deleted(Set, ["n"], now);
            var until = failures.Held(Set, now)["n"];
            waited.Add((until - now).TotalSeconds);
            now = until;
        }

        Assert.Equal([1, 2, 4, 5, 5], waited);
    }

    [Fact]
    public void What_was_long_ago_and_what_another_generation_did_is_forgotten()
    {
        var failures = new FailedDaemonPods(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        failures.Deleted(Set, ["n"], Now);
        Assert.Empty(failures.Held(Set with { Generation = 2 }, Now));
        var later = Now + TimeSpan.FromSeconds(11);
        failures.Forget(later);
        failures.Deleted(Set, ["n"], later);
        Assert.Equal(later + TimeSpan.FromSeconds(1), failures.Held(Set, later)["n"]);
    }

    [Fact]
    public void A_failed_pod_goes_at_once_the_first_time_and_when_its_wait_is_over_after_that()
    {
        var seen = Seen();
        Assert.Equal(["n"], DaemonSetPlanner.Plan(seen).FailedOn);
        Assert.Single(DaemonSetPlanner.Plan(seen).Actions.OfType<WorkloadAction.Delete>());

        var until = Now + TimeSpan.FromSeconds(4);
        var held = DaemonSetPlanner.Plan(seen with { Held = seen.Held.Add("n", until) });
        Assert.Empty(held.FailedOn);
        Assert.Empty(held.Actions.OfType<WorkloadAction.Delete>());
        Assert.Equal(until, held.LookAgainAt);
    }

    private static DaemonSetObservation Seen()
    {
        var template = PodTemplate.Parse("""{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[]}}""");
        var set = new DaemonSetView
        {
            Meta = Set, Selector = LabelSelector.MatchLabels(("app", "d")), Template = template,
        };
        var owner = OwnerReference.ControllerOf("apps/v1", "DaemonSet", Set);
        var pod = new PodView
        {
            Meta = new ObjectMeta
            {
                Name = "d-1", Namespace = "default", Uid = "p", Owners = [owner], Labels = template.Labels,
            },
            NodeName = "n",
            Phase = PodPhase.Failed,
        };
        return new DaemonSetObservation(set, Now)
        {
            Nodes = [new NodeView { Meta = new ObjectMeta { Name = "n" } }], Pods = [pod],
        };
    }
}
