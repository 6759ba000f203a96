using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.CatchUps;
using Xunit;

namespace Fairway.Tests.Releases.CatchUps;

/// <summary>What came to a cluster after a Release that it missed.</summary>
public sealed class NewnessTests
{
    private static readonly Release Origin = Of("r", 10, "2");

    [Fact]
    public void A_later_release_that_is_through_comes_after_whatever_its_version() =>
        Assert.Equal("back", After([Origin, Of("back", 20, "1")]));

    [Theory]
    [InlineData(5, ReleasePhase.Succeeded)]
    [InlineData(20, ReleasePhase.RolledBack)]
    [InlineData(20, ReleasePhase.Stopped)]
    [InlineData(20, ReleasePhase.Failed)]
    public void One_that_began_before_or_did_not_get_through_does_not(int began, ReleasePhase phase) =>
        Assert.Null(After([Origin, Of("other", began, "3", phase)]));

    [Fact]
    public void One_that_was_for_other_clusters_or_components_does_not()
    {
        Assert.Null(After([Origin, Of("other", 20, "3")], reaches: false));
        Assert.Null(After([Origin, Of("other", 20, "3", component: "proxy")]));
    }

    [Fact]
    public void One_without_a_version_takes_no_version_s_place() =>
        Assert.Null(After([Origin, Of("values", 20, null)]));

    [Fact]
    public void What_the_cluster_has_by_a_later_release_counts_however_that_ended() =>
        Assert.Equal("halted", After([Origin, Of("halted", 20, "3", ReleasePhase.Stopped)], from: "halted"));

    [Fact]
    public void What_restored_the_old_is_not_newer()
    {
        var drift = Of("drift", 20, null) with
        {
            Spec = new ReleaseSpec { Changes = [new ReleaseChange { Component = "web", Restore = true }] },
        };

        Assert.Null(After([Origin, drift], from: "drift"));
    }

    [Fact]
    public void What_caught_up_is_as_old_as_what_it_caught_up_with()
    {
        Release CatchUp(string uid) => Of("c", 30, "2") with
        {
            Spec = new ReleaseSpec
            {
                Cluster = "a",
                CatchUp = new CatchUpOrder { Release = "any", Uid = uid },
                Changes = [new ReleaseChange { Component = "web", Version = "2" }],
            },
        };

        Assert.Null(After([Origin, CatchUp("r-uid")], from: "c"));
        Assert.Null(After([Origin, Of("old", 5, "1"), CatchUp("old-uid")], from: "c"));
        Assert.Equal("c", After([Origin, Of("new", 20, "3", ReleasePhase.Stopped), CatchUp("new-uid")], from: "c"));
    }

    [Fact]
    public void A_bringer_that_is_gone_is_named() =>
        Assert.Equal("gone", new Newness([Origin], _ => true, _ => "gone").Forgotten("web"));

    private static string? After(IReadOnlyList<Release> all, bool reaches = true, string? from = null) =>
        new Newness(all, _ => reaches, _ => from).After(Origin, "web");

    private static Release Of(
        string name,
        int began,
        string? version,
        ReleasePhase phase = ReleasePhase.Succeeded,
        string component = "web") => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = $"{name}-uid" },
        Spec = new ReleaseSpec { Changes = [new ReleaseChange { Component = component, Version = version }] },
        Status = new ReleaseStatus { Phase = phase, StartedAt = DateTimeOffset.UnixEpoch.AddHours(began) },
    };
}
