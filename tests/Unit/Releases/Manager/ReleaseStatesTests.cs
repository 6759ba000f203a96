using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Fleet;
using Fairway.Releases.Manager;
using Xunit;

namespace Fairway.Tests.Releases.Manager;

public sealed class ReleaseStatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, false, "Open Waiting")]
    [InlineData(ReleasePhase.Pending, false, "Open Waiting")]
    [InlineData(ReleasePhase.Running, false, "Open")]
    [InlineData(ReleasePhase.Paused, false, "Open")]
    [InlineData(ReleasePhase.RollingBack, false, "Open")]
    [InlineData(ReleasePhase.RollingBack, true, "Open")]
    [InlineData(ReleasePhase.Succeeded, true, "")]
    [InlineData(ReleasePhase.Stopped, true, "")]
    [InlineData(ReleasePhase.Planned, true, "")]
    public void A_release_is_found_by_where_it_is(ReleasePhase? phase, bool hasEnded, string states) =>
        Assert.Equal(states, StatesOf(In(phase, hasEnded)));

    [Fact]
    public void One_that_has_ended_waits_where_a_person_asks_for_more()
    {
        var ended = In(ReleasePhase.Stopped, hasEnded: true);
        Assert.Equal("Waiting", StatesOf(ended with { Spec = ended.Spec with { RollBack = true } }));
        Assert.Equal("Waiting", StatesOf(ended with
        {
            Spec = ended.Spec with { Retries = [new RetriedCluster { Cluster = "c1", Attempt = 2 }] },
        }));
    }

    [Theory]
    [InlineData(MissedState.Waiting, "Missed")]
    [InlineData(MissedState.CatchingUp, "Missed")]
    [InlineData(MissedState.Failed, "Missed")]
    [InlineData(MissedState.CaughtUp, "")]
    [InlineData(MissedState.GivenUp, "")]
    public void One_that_was_missed_is_found_until_all_have_caught_up(MissedState state, string states)
    {
        var ended = In(ReleasePhase.Succeeded, hasEnded: true);
        Assert.Equal(states, StatesOf(ended with
        {
            Status = ended.Status! with { Missed = [new MissedCluster { Cluster = "c1", State = state }] },
        }));
    }

    [Fact]
    public void Whoever_waits_or_is_under_way_is_open()
    {
        foreach (var phase in Enum.GetValues<ReleasePhase>())
        {
            var release = In(phase, hasEnded: true);
            Assert.True(
                !(Rivals.IsUnderWay(release) || Rivals.IsWaiting(release))
                    || ReleaseStates.Of(release).Contains(ReleaseState.Open),
                $"{phase}");
        }
    }

    private static string StatesOf(Release release) => string.Join(' ', ReleaseStates.Of(release));

    private static Release In(ReleasePhase? phase, bool hasEnded) => new()
    {
        Metadata = new ObjectMeta { Name = "r1" },
        Spec = new ReleaseSpec { Pipeline = "fleet" },
        Status = phase is { } known
            ? new ReleaseStatus { Phase = known, FinishedAt = hasEnded ? Now : null }
            : null,
    };
}
