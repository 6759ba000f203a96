using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class PodLifecyclePlannerTests
{
    [Fact]
    public void A_pod_starts_becomes_ready_gets_a_new_image_and_ends()
    {
        var life = new PodLife(Steady);
        life.Run(TimeSpan.FromSeconds(20));
        life.Patch("""{"spec":{"containers":[{"name":"app","image":"registry.example/app:2"}]}}""", "image app:2");
        life.Run(TimeSpan.FromSeconds(20));
        var end = ApiTime.Text(life.Now + TimeSpan.FromSeconds(30));
        life.Patch(
            $$$"""{"metadata":{"deletionTimestamp":"{{{end}}}","deletionGracePeriodSeconds":30} }""",
            "delete");
        life.Run(TimeSpan.FromSeconds(20));
        Assert.True(life.IsGone);
        Golden.Check("pod-life", life.Story);
    }

    [Fact]
    public void A_crashing_container_is_started_again_and_again_ever_later()
    {
        var life = new PodLife(Steady with { EndsAfter = TimeSpan.FromSeconds(3), ExitCode = 2 });
        life.Run(TimeSpan.FromSeconds(120));
        Golden.Check("pod-crash-loop", life.Story);
    }

    [Fact]
    public void A_pod_that_runs_to_its_end_stays_ended()
    {
        var life = new PodLife(Steady with { EndsAfter = TimeSpan.FromSeconds(3), ExitCode = 0 });
        life.Patch("""{"spec":{"restartPolicy":"OnFailure"}}""", "a job's pod");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.Equal(PodPhase.Succeeded, life.Pod.Phase);
        Assert.Equal("PodCompleted", life.Pod.ReadyCondition!.Reason);
    }

    [Fact]
    public void An_image_that_cannot_be_pulled_waits_for_another()
    {
        var life = new PodLife(Steady, broken: "registry.example/app:1");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.Equal("ImagePullBackOff", life.Pod.Containers[0].Waiting!.Reason);
        Assert.Equal(PodPhase.Pending, life.Pod.Phase);
        life.Patch("""{"spec":{"containers":[{"name":"app","image":"registry.example/app:2"}]}}""", "image app:2");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.True(life.Pod.IsReady);
    }

    [Fact]
    public void Readiness_gates_hold_a_pod_until_somebody_opens_them()
    {
        var life = new PodLife(Steady);
        life.Patch("""{"spec":{"readinessGates":[{"conditionType":"example.com/Gate"}]}}""", "a gate");
        life.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(
            ("False", "ReadinessGatesNotReady"), (life.Pod.ReadyCondition!.Status, life.Pod.ReadyCondition.Reason));
        life.AddCondition("example.com/Gate", "True");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.True(life.Pod.IsReady);
        life.AddCondition("example.com/Gate", "False");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.False(life.Pod.IsReady);
        Assert.Equal(0, life.Pod.Containers[0].RestartCount);
    }

    [Fact]
    public void An_instant_pod_takes_one_write_and_a_settled_one_none()
    {
        var life = new PodLife(PodBehaviour.Instant);
        life.Run(TimeSpan.FromSeconds(5));
        Assert.True(life.Pod.IsReady);
        Assert.Equal(1, life.Writes);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(6, 300)]
    [InlineData(1000, 300)]
    public void Restarts_wait_ten_seconds_and_then_twice_as_long_up_to_five_minutes(int restarts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RestartBackOff.After(restarts));

    [Fact]
    public void An_image_id_is_the_name_with_a_digest()
    {
        var first = ContainerImage.Id("registry.example:5000/app:1");
        Assert.StartsWith("registry.example:5000/app@sha256:", first, StringComparison.Ordinal);
        Assert.NotEqual(first, ContainerImage.Id("registry.example:5000/app:2"));
    }

    private static PodBehaviour Steady { get; } = new()
    {
        ImagePull = TimeSpan.FromSeconds(1), Start = TimeSpan.FromSeconds(1), Ready = TimeSpan.FromSeconds(2),
        Stop = TimeSpan.FromSeconds(3), Jitter = 0,
    };
}
