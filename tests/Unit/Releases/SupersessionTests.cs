using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Fleet;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>A newer Release takes the place of an older one, and the queue of those that wait.</summary>
public sealed class SupersessionTests
{
    private static readonly string Superseding = Fleets.Pipeline.Replace(
        "\"stepDeadline\"", "\"onNewer\": \"Supersede\", \"stepDeadline\"", StringComparison.Ordinal);

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    [InlineData(60)]
    public void A_newer_release_takes_over_when_what_is_in_flight_has_ended(int? diesAfter) =>
        ReleaseWorld.Run(async world =>
        {
            var first = world.Manager("m0");
            await Fleets.WithFirstAsync(world, Superseding);
            await first.StopAsync();
            world.Manager("m1", diesAfter);
            world.Manager("m2");
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("s1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);
            await world.ReleaseAsync("third", "3.0.0");

            var second = await world.UntilAsync("second", ReleasePhase.Superseded);
            Assert.Equal(ClusterReleasePhase.Succeeded, (await world.FindAsync("s1", "second"))!.Status!.Phase);
            Assert.Equal("third", second.Status!.SupersededBy);
            var progress = second.Status.Conditions.Find(ReleaseConditions.Progressing)!;
            Assert.Equal(ReleaseConditions.SupersededBy, progress.Reason);
            Assert.Equal("the Release third takes its place, as its pipeline says", progress.Message);
            await world.UntilAsync("third", ReleasePhase.Succeeded);

            Assert.All(Fleets.Ids, id => Assert.Equal("3.0.0", world.Tenant(id).Running));
            Assert.DoesNotContain(world.Deeds, deed => deed is { Version: "2.0.0", Cluster: "p1" or "p2" });
            var applied = world.Deeds.Where(deed => deed.What == "apply").Select(deed => (deed.Cluster, deed.Version));
            Assert.Equal(applied.Distinct(), applied);
        });

    [Fact]
    public void Of_many_that_wait_only_the_newest_is_carried_out() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world, Superseding);
        await world.ReleaseAsync("a", "2.0.0");
        await world.UntilAsync("c1", "a", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await world.ReleaseAsync("b", "3.0.0");
        await world.PassAsync(1);
        await world.ReleaseAsync("c", "4.0.0");

        await world.UntilAsync("c", ReleasePhase.Succeeded);

        Assert.Equal(ReleasePhase.Superseded, (await world.FindAsync("b"))!.Status!.Phase);
        Assert.DoesNotContain(world.Deeds, deed => deed.Version == "3.0.0");
    });

    [Fact]
    public void The_higher_priority_goes_first_when_a_component_becomes_free() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("a", "2.0.0");
        await world.UntilAsync("a", ReleasePhase.Running);
        await world.ReleaseAsync("b", "3.0.0");
        await world.PassAsync(1);
        await world.ReleaseAsync("urgent", "4.0.0", """{"priority": 10}""");

        await world.UntilAsync("b", ReleasePhase.Succeeded);

        var versions = world.Deeds.Select(deed => deed.Version).Distinct();
        Assert.Equal(["2.0.0", "4.0.0", "3.0.0"], versions);
    });

    [Fact]
    public void The_higher_priority_goes_first_when_a_conflict_domain_becomes_free() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        foreach (var component in (string[])["proxy", "dns", "csi"])
        {
            await world.ComponentAsync(component);
            await world.PatchAsync(
                $"/apis/fairway.dev/v1alpha1/components/{component}", """{"spec": {"conflictDomain": "Network"} }""");
        }

        await world.ReleaseAsync("a", "2.0.0");
        await world.UntilAsync("c1", "a", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await world.ReleaseAsync("b", "3.0.0", component: "dns");
        await world.UntilAsync("b", one => one.Status?.Interlocked is ["c1"]);
        await world.ReleaseAsync("urgent", "4.0.0", """{"priority": 1}""", component: "csi");
        await world.UntilAsync("b", ReleasePhase.Succeeded);
        await world.UntilAsync("urgent", ReleasePhase.Succeeded);

        var canary = world.Deeds.Where(deed => deed.Cluster == "c1").Select(deed => deed.Version).Distinct();
        Assert.Equal(["2.0.0", "4.0.0", "3.0.0"], canary);
    });

    [Theory]
    [InlineData(0, 0, 60, "older")]
    [InlineData(0, 1, 59, "newer")]
    [InlineData(0, 1, 61, "older")]
    [InlineData(3, 1, 60, "older")]
    [InlineData(0, 100, 6001, "older")]
    public void A_point_of_priority_counts_as_an_hour_of_age(int older, int newer, int minutes, string first)
    {
        var one = Made("older", Noon, older);
        var other = Made("newer", Noon.AddMinutes(minutes), newer);

        Assert.Equal(first == "older" ? null : "newer", Rivals.Find(one, [one, other]));
        Assert.Equal(first == "older" ? "older" : null, Rivals.Find(other, [one, other]));
    }

    [Theory]
    [InlineData("all of it", true)]
    [InlineData("one cluster only", false)]
    [InlineData("lower priority", false)]
    [InlineData("paused", false)]
    [InlineData("a part of the components", false)]
    [InlineData("older", false)]
    [InlineData("a version that is not there", false)]
    public void Only_one_that_brings_all_of_it_everywhere_takes_the_place(string newer, bool takes)
    {
        var old = Made("old", Noon, 1) with { Spec = Spec("web", "dns") };
        var made = Made("new", newer == "older" ? Noon.AddHours(-1) : Noon.AddHours(1), 0) with
        {
            Spec = newer == "a part of the components" ? Spec("web") : Spec("web", "dns", "csi"),
        };
        made = newer switch
        {
            "one cluster only" => made with { Spec = made.Spec with { ClusterIds = ["c1"] } },
            "lower priority" => made with { Spec = made.Spec with { Priority = -1 } },
            "paused" => made with { Spec = made.Spec with { Paused = true } },
            _ => made,
        };

        var found = Supersession.Find(old, [old, made], _ => newer != "a version that is not there");

        Assert.Equal(takes ? "new" : null, found);
    }

    /// <summary>Times of making have no parts of a second.</summary>
    [Theory]
    [InlineData("a", "b", "b", null)]
    [InlineData("b", "a", null, "b")]
    [InlineData("a, under way", "b", "b", null)]
    [InlineData("b, under way", "a", "a", null)]
    public void Of_two_of_one_second_the_one_that_is_under_way_was_first(
        string one, string other, string? takesOne, string? takesOther)
    {
        var (first, second) = (Named(one), Named(other));

        Assert.Equal(takesOne, Supersession.Find(first, [first, second], _ => true));
        Assert.Equal(takesOther, Supersession.Find(second, [first, second], _ => true));

        static Release Named(string name) => Made(name[..1], Noon, 0) with
        {
            Status = name.Length > 1 ? new ReleaseStatus { Phase = ReleasePhase.Paused } : null,
        };
    }

    private static ReleaseSpec Spec(params string[] components) => new()
    {
        Pipeline = "fleet",
        Changes = [.. components.Select(one => new ReleaseChange { Component = one, Version = "1" })],
    };

    private static Release Made(string name, DateTimeOffset at, int priority) => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = name, CreationTimestamp = at },
        Spec = Spec("web") with { Priority = priority },
    };
}
