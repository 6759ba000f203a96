using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Retention.Versions;
using Xunit;

namespace Fairway.Tests.Releases.Retention;

public sealed class VersionPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_beyond_both_limits_goes_the_oldest_first()
    {
        var plan = Plan(1, [Pushed("1", 50), Pushed("2", 40), Pushed("3", 20), Pushed("4", 1)]);

        Assert.Equal(["1", "2"], Names(plan));
        Assert.Equal(
            "1 versions of proxy have been pushed since, and it is older than 720h", plan.Versions[0].Why);
        Assert.Equal(Now.AddDays(10), plan.LookAgainAt);
    }

    [Fact]
    public void The_newest_stay_however_old_and_the_young_however_many()
    {
        Assert.Empty(Plan(2, [Pushed("1", 500), Pushed("2", 400)]).Versions);
        Assert.Empty(Plan(1, [Pushed("1", 3), Pushed("2", 2), Pushed("3", 1)]).Versions);
    }

    [Theory]
    [InlineData(null, "1 2")]
    [InlineData(24, "1 2")]
    [InlineData(23, "")]
    public void After_some_went_those_that_have_become_too_old_since_wait_for_a_thirtieth_of_the_age(
        int? hoursAgo, string going)
    {
        var plan = VersionPlanner.Plan(Seen(
            1, [Pushed("1", 31), Pushed("2", 30), Pushed("3", 29), Pushed("4", 1)],
            hoursAgo is { } hours ? Now.AddHours(-hours) : null));

        Assert.Equal(going, string.Join(' ', Names(plan)));
        Assert.Equal(Now.AddHours(going.Length == 0 ? 1 : 24), plan.LookAgainAt);
    }

    [Fact]
    public void What_is_needed_stays_and_is_looked_at_again()
    {
        var plan = Plan(1, [Pushed("1", 50), Pushed("2", 40), Pushed("3", 35)], "1");

        Assert.Equal(["2"], Names(plan));
        Assert.Equal(Now.AddDays(1), plan.LookAgainAt);
    }

    [Fact]
    public void Where_not_all_is_seen_nothing_goes() => Assert.Empty(VersionPlanner.Plan(
        new VersionObservation(Now, null, [Pushed("1", 50), Pushed("2", 40)], new HashSet<string>(), null)).Versions);

    [Fact]
    public void So_many_go_at_once_and_the_rest_at_the_next_look()
    {
        var plan = Plan(1, [.. Enumerable.Range(0, 60).Select(number => Pushed($"1.{number}", 100 - number))]);

        Assert.Equal(VersionPlanner.MostAtOnce, plan.Versions.Count);
        Assert.Equal(Now, plan.LookAgainAt);
        Assert.True(plan.IsMore);
    }

    [Fact]
    public void Releases_clusters_on_their_way_and_clusters_need_versions()
    {
        var release = new Release
        {
            Spec = new ReleaseSpec
            {
                Changes =
                [
                    new ReleaseChange { Component = "proxy", Version = "1" },
                    new ReleaseChange { Component = "agent", Version = "2" },
                    new ReleaseChange { Component = "proxy", Restore = true },
                ],
            },
        };
        var item = new ClusterRelease
        {
            Spec = new ClusterReleaseSpec
            {
                Changes = [new ClusterChange { Component = "proxy", Version = "4", From = "3" }],
            },
        };
        var has = new ClusterComponent
        {
            Spec = new ClusterComponentSpec { Version = "7" },
            Status = new ClusterComponentStatus { Applied = "6", Good = "5" },
        };

        Assert.Equal(["1"], VersionNeeds.OfReleases("proxy", [release]));
        Assert.Equal(["4", "3"], VersionNeeds.OfClusters("proxy", [item]));
        Assert.Equal(["7", "6", "5"], VersionNeeds.Of(has));
    }

    private static IEnumerable<string> Names(VersionPlan plan) =>
        plan.Versions.Select(one => one.Version.Spec.Version);

    private static VersionPlan Plan(int keep, IReadOnlyList<ComponentVersion> versions, params string[] needed) =>
        VersionPlanner.Plan(Seen(keep, versions, null, needed));

    private static VersionObservation Seen(
        int keep, IReadOnlyList<ComponentVersion> versions, DateTimeOffset? pruned, params string[] needed) =>
        new(Now, new VersionRetention { Keep = keep }, versions, needed.ToHashSet(StringComparer.Ordinal), pruned);

    private static ComponentVersion Pushed(string version, int daysAgo) => new()
    {
        Metadata = new ObjectMeta { Name = $"proxy-{version}", CreationTimestamp = Now.AddDays(-daysAgo) },
        Spec = new ComponentVersionSpec { Component = "proxy", Version = version },
    };
}
