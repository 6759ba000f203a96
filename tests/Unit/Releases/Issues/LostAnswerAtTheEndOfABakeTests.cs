using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Tests.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Found by the simulation (seed 1000): one answer that was lost when a bake had just ended failed the
/// cluster, for the deadline of a bake is its end.</summary>
public sealed class LostAnswerAtTheEndOfABakeTests
{
    private static readonly ClusterTrouble Lost =
        new(TroubleKind.Unreachable, ClusterReleaseReasons.Unreachable, "the line is cut");

    [Fact]
    public void A_cluster_that_does_not_answer_when_its_bake_has_ended_is_asked_again()
    {
        var plan = ClusterReleasePlanner.Plan(Ended(TimeSpan.FromSeconds(1)) with { Trouble = Lost });

        Assert.Equal(ClusterReleasePhase.Bake, plan.Status.Phase);
        Assert.Equal(Direction.Forward, plan.Status.Direction);
        Assert.NotNull(plan.LookAgainAt);
    }

    [Fact]
    public void A_cluster_that_does_not_answer_for_as_long_as_a_step_may_take_fails()
    {
        var plan = ClusterReleasePlanner.Plan(Ended(TimeSpan.FromMinutes(11)) with { Trouble = Lost });

        Assert.StartsWith(ClusterReleaseReasons.Unreachable, plan.Status.Failure, StringComparison.Ordinal);
    }

    private static ClusterReleaseObservation Ended(TimeSpan before) => Cases
        .In(ClusterReleasePhase.Bake)
        .Told(spec => spec with { StepDeadline = new Duration(TimeSpan.FromMinutes(10)) })
        .With(status => status with { Deadline = Cases.Now - before });
}
