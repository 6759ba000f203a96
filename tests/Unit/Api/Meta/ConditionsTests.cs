using Fairway.Api.Meta;
using Xunit;

namespace Fairway.Tests.Api.Meta;

public sealed class ConditionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Condition Ready = Of("Ready", ConditionStatus.True, Noon);

    [Fact]
    public void The_first_condition_makes_a_list()
    {
        Assert.Equal([Ready], default(IReadOnlyList<Condition>).With(Ready));
    }

    [Fact]
    public void A_condition_takes_the_place_of_the_one_of_its_type()
    {
        var failed = Of("Failed", ConditionStatus.False, Noon);
        var later = Of("Ready", ConditionStatus.False, Noon.AddHours(1));

        Assert.Equal([failed, later], new[] { Ready, failed }.With(later));
    }

    [Fact]
    public void While_the_status_stays_so_does_the_time_of_its_last_change()
    {
        var again = Ready with { Reason = "Other", LastTransitionTime = Noon.AddHours(1), ObservedGeneration = 2 };

        var now = Assert.Single(new[] { Ready }.With(again));

        Assert.Equal(again with { LastTransitionTime = Noon }, now);
    }

    [Fact]
    public void Writing_the_same_twice_changes_nothing()
    {
        var once = new[] { Of("B", ConditionStatus.True, Noon) }
            .With(Ready).With(Of("A", ConditionStatus.Unknown, Noon));

        Assert.Equal(once, once.With(Ready with { LastTransitionTime = Noon.AddDays(1) }));
        Assert.Equal(["A", "B", "Ready"], once.Select(condition => condition.Type));
    }

    [Fact]
    public void A_condition_is_found_by_its_type()
    {
        IReadOnlyList<Condition> some = [Ready, Of("Failed", ConditionStatus.Unknown, Noon)];

        Assert.Same(Ready, some.Find("Ready"));
        Assert.True(some.IsTrue("Ready"));
        Assert.False(some.IsTrue("Failed"));
        Assert.Null(some.Find("Other"));
        Assert.False(default(IReadOnlyList<Condition>).IsTrue("Ready"));
    }

    private static Condition Of(string type, ConditionStatus status, DateTimeOffset since) =>
        new() { Type = type, Status = status, LastTransitionTime = since, Reason = "Because", Message = "So it is." };
}
