using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Displays;
using Fairway.Cli.Releases;
using Xunit;

namespace Fairway.Tests.Cli.Releases;

public sealed class ReleaseTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static ReleaseSight Sight => new(
        Release(ReleasePhase.Running, "in flight: eu-2") with
        {
            Status = Release(ReleasePhase.Running, "in flight: eu-2").Status! with
            {
                Stage = "small",
                Plan = new PinnedPlan { Digest = "sha256:ab", Document = "x", Groups = 1, Dangers = 2 },
                Stages =
                [
                    new StageStatus { Name = "canary", Phase = StagePhase.Done, Clusters = 1, Done = 1 },
                    new StageStatus
                    {
                        Name = "small",
                        Phase = StagePhase.Running,
                        Clusters = 2,
                        Active = 1,
                        SilentUntil = Now + TimeSpan.FromSeconds(90),
                    },
                ],
            },
        },
        [
            Item("eu-2", "small", ClusterReleasePhase.Step, 0),
            Item("eu-9", "canary", ClusterReleasePhase.Succeeded, 1),
        ]);

    [Fact]
    public void A_release_is_shown_with_its_stages_and_then_its_clusters_in_the_order_of_stages() => Assert.Equal(
        """
        Release:    web-2
        Changes:    web=2.0.0,cache
        Pipeline:   standard
        State:      Running in stage small: in flight: eu-2
        Plan:       1 group of clusters, 2 to be approved; sha256:ab

        STAGE    PHASE     DONE   FAILED   LEFT OUT   IN FLIGHT   SILENT
        canary   Done      1/1    0        0          0           -
        small    Running   0/2    0        0          1           for 90s

        CLUSTER   STAGE    PHASE       STEP   REASON       MESSAGE
        eu-9      canary   Succeeded   2/2    RollingOut   says eu-9
        eu-2      small    Step        1/2    RollingOut   says eu-2

        """,
        ReleaseText.Of(Sight, Now));

    [Fact]
    public void Releases_are_listed_one_a_line() => Assert.Equal(
        """
        NAME    PHASE       STAGE   DONE   PIPELINE   CHANGES           AGE
        web-2   Succeeded   -       -      standard   web=2.0.0,cache   3h
        web-2   Pending     -       -      standard   web=2.0.0,cache   0s

        """,
        DisplayText.Of(ReleaseDisplays.List(
            [
                Release(ReleasePhase.Succeeded, "through") with
                {
                    Metadata = new ObjectMeta { Name = "web-2", CreationTimestamp = Now.AddHours(-3) },
                },
                Release(ReleasePhase.Pending, "") with { Status = null },
            ],
            Now), DisplayForm.Text));

    [Fact]
    public void Of_changes_only_what_is_new_is_told()
    {
        Assert.Equal(
            [
                "web-2: Running in stage small: in flight: eu-2",
                "stage canary: Done (1 of 1 done)",
                "stage small: Running (0 of 2 done)",
                "eu-2 (small): Step 1/2: says eu-2",
                "eu-9 (canary): Succeeded 2/2: says eu-9",
            ],
            ReleaseChangeText.Of(null, Sight));
        Assert.Empty(ReleaseChangeText.Of(Sight, Sight));
        var back = Item("eu-2", "small", ClusterReleasePhase.Step, 0);
        var later = Sight with
        {
            Clusters = [back with { Status = back.Status! with { Direction = Direction.Back } }, Sight.Clusters[1]],
        };
        Assert.Equal(["eu-2 (small): Step (back) 1/2: says eu-2"], ReleaseChangeText.Of(Sight, later));
    }

    [Theory]
    [InlineData(ReleasePhase.Pending, false, false, false)]
    [InlineData(ReleasePhase.Running, false, false, false)]
    [InlineData(ReleasePhase.RollingBack, false, false, false)]
    [InlineData(ReleasePhase.Succeeded, false, true, true)]
    [InlineData(ReleasePhase.Succeeded, true, false, true)]
    [InlineData(ReleasePhase.Stopped, true, false, false)]
    [InlineData(ReleasePhase.Stopped, false, true, false)]
    [InlineData(ReleasePhase.RolledBack, true, true, false)]
    [InlineData(ReleasePhase.Failed, false, true, false)]
    [InlineData(ReleasePhase.Planned, false, false, true)]
    public void A_release_is_over_when_nothing_more_happens_by_itself(
        ReleasePhase phase, bool rollBack, bool isOver, bool isWell)
    {
        var release = Release(phase, "why");
        var sight = new ReleaseSight(
            release with
            {
                Spec = release.Spec with { RollBack = rollBack },
                Status = release.Status! with { FinishedAt = Now },
            },
            []);
        Assert.Equal(isOver, sight.IsOver);
        Assert.Equal(isWell, sight.IsWell);
    }

    [Fact]
    public void A_release_that_is_only_to_be_planned_is_over_when_it_is()
    {
        var release = Release(ReleasePhase.Planned, "why");
        Assert.True(new ReleaseSight(release with { Spec = release.Spec with { Mode = ReleaseMode.Plan } }, []).IsOver);
    }

    [Fact]
    public void A_release_that_cannot_be_planned_is_over_and_not_well()
    {
        var sight = new ReleaseSight(Release(ReleasePhase.Pending, "no", ReleaseConditions.PlanFailed), []);
        Assert.True(sight.IsOver);
        Assert.False(sight.IsWell);
    }

    private static Release Release(ReleasePhase phase, string message, string reason = "Any") => new()
    {
        Metadata = new ObjectMeta { Name = "web-2" },
        Spec = new ReleaseSpec
        {
            Pipeline = "standard",
            Changes =
            [
                new ReleaseChange { Component = "web", Version = "2.0.0" },
                new ReleaseChange { Component = "cache" },
            ],
        },
        Status = new ReleaseStatus
        {
            Phase = phase,
            Conditions =
            [
                new Condition { Type = ReleaseConditions.Progressing, Reason = reason, Message = message },
            ],
        },
    };

    private static ClusterRelease Item(string cluster, string stage, ClusterReleasePhase phase, int step) => new()
    {
        Metadata = new ObjectMeta { Name = "web-2", Namespace = cluster },
        Spec = new ClusterReleaseSpec { Release = "web-2", Stage = stage, Steps = [new(), new()] },
        Status = new ClusterReleaseStatus
        {
            Phase = phase,
            Step = step,
            Reason = ClusterReleaseReasons.RollingOut,
            Message = $"says {cluster}",
        },
    };
}
