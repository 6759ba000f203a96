using Fairway.Tests.Twin.Behaviour;

namespace Fairway.Simulation.ReleaseStories;

/// <summary>Whole Releases as stories for people. What a story is about is asserted beside its text, so that a file
/// that is written anew hides nothing.</summary>
public sealed class ReleaseStoryTests
{
    private const string Old =
        "can-a:1.0.0 can-b:1.0.0 can-c:1.0.0 sml-a:1.0.0 prd-a:1.0.0 prd-b:1.0.0 prd-c:1.0.0";

    private static readonly string New = Old.Replace("1.0.0", "1.1.0", StringComparison.Ordinal);

    [Fact]
    public void A_good_release_of_two_components_goes_through_three_stages() => Tell("good", async fleet =>
    {
        await fleet.ReleaseAsync("monday", "1.1.0", "", "agent", "proxy");
        await fleet.UntilAsync("monday", "Succeeded");
        Assert.Equal(New, fleet.Running("proxy"));
        Assert.Equal(New, fleet.Running("agent"));
    });

    [Fact]
    public void A_version_that_crashes_on_one_infrastructure_is_caught_at_the_canary_that_covers_it() =>
        Tell("bad-on-one-infrastructure", async fleet =>
        {
            var hit = new SortedSet<string>(StringComparer.Ordinal);
            fleet.Crowd.IsBad = (cluster, version) => version == "1.1.0"
                && fleet.Crowd.Find(cluster)!.Infrastructure == "arm" && Remember(hit, cluster);
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilAsync("monday", "RolledBack");
            Assert.Equal(["can-c"], hit);
            Assert.Equal(Old, fleet.Running());
            Assert.Null(fleet.Item("can-b", "monday"));
            Assert.Null(fleet.Item("prd-b", "monday"));
        });

    [Fact]
    public void A_window_that_closes_holds_what_has_not_begun_until_it_opens() => Tell("window-closes", async fleet =>
    {
        await fleet.Crowd.PostAsync("releasewindows", "ReleaseWindow", "mornings", """
            {"type":"Allow","schedules":[{"cron":"0 7 * * *","duration":"3h"}],"mayFinish":true,
             "clusters":{"matchLabels":{"fairway.dev/stage":"production"}}}
            """);
        fleet.Book.Tell("production may change from 7:00 to 10:00 only; what has begun may finish");
        await fleet.ReleaseAsync("monday", "1.1.0");
        await fleet.UntilHeldAsync("monday", "WindowClosed");
        var done = fleet.Running();
        await fleet.Fleet.PassAsync(TimeSpan.FromHours(12));
        Assert.Equal(done, fleet.Running());
        Assert.NotEqual(New, done);
        await fleet.UntilAsync("monday", "Succeeded");
        Assert.Equal(New, fleet.Running());
    });

    [Fact]
    public void A_blocker_that_appears_holds_the_rest_until_it_goes() => Tell("blocker-appears", async fleet =>
    {
        await fleet.ReleaseAsync("monday", "1.1.0");
        await fleet.UntilAsync("prd-a", "monday", "Bake");
        fleet.Book.Tell("bob finds that proxy 1.1.0 loses sockets, and makes a ReleaseBlocker");
        await fleet.Crowd.PostAsync("releaseblockers", "ReleaseBlocker", "sockets", """
            {"component":"proxy","to":"1.1.0","message":"it loses sockets","link":"https://issues.example/7"}
            """);
        await fleet.UntilHeldAsync("monday", "Blocked");
        await fleet.Fleet.PassAsync(TimeSpan.FromHours(3));
        Assert.EndsWith("prd-a:1.1.0 prd-b:1.0.0 prd-c:1.0.0", fleet.Running(), StringComparison.Ordinal);
        fleet.Book.Tell("bob was wrong, and deletes it");
        await fleet.Crowd.DeleteAsync("releaseblockers", "sockets");
        await fleet.UntilAsync("monday", "Succeeded");
        Assert.Equal(New, fleet.Running());
    });

    [Fact]
    public void An_approval_that_lapses_lets_nothing_more_begin() => Tell(
        "approval",
        async fleet =>
        {
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilHeldAsync("monday", "WaitingForApproval");
            await fleet.ApproveAsync("monday", "ann");
            await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(20));
            Assert.Null(fleet.Item("prd-a", "monday")?["status"]?["intent"]);
            var until = fleet.Fleet.Now.AddMinutes(15).UtcDateTime;
            await fleet.ApproveAsync("monday", "bob", $"{until:yyyy-MM-ddTHH:mm:ssZ}");
            await fleet.UntilAsync("prd-a", "monday", "Succeeded");
            await fleet.Fleet.PassAsync(TimeSpan.FromHours(2));
            Assert.EndsWith("prd-a:1.1.0 prd-b:1.0.0 prd-c:1.0.0", fleet.Running(), StringComparison.Ordinal);
            await fleet.ApproveAsync("monday", "eve");
            await fleet.UntilAsync("monday", "Succeeded");
            Assert.Equal(New, fleet.Running());
        },
        StoryFleet.Pipeline.Replace(
            "\"silentPeriod\": \"10m\"",
            "\"silentPeriod\": \"10m\", \"approvals\": [{\"group\": \"sre\"}]",
            StringComparison.Ordinal));

    [Fact]
    public void An_emergency_stop_halts_what_is_in_flight_and_its_lift_lets_it_go_on() => Tell("stop", async fleet =>
    {
        await fleet.ReleaseAsync("monday", "1.1.0");
        await fleet.UntilAsync("sml-a", "monday", "Step");
        fleet.Book.Tell("bob stops everything");
        await fleet.Crowd.PostAsync("emergencystops", "EmergencyStop", "halt", """{"reason":"the shop is down"}""");
        await fleet.Fleet.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("EmergencyStop", (string?)fleet.Item("sml-a", "monday")!["status"]!["reason"]);
        Assert.Contains("sml-a:1.0.0", fleet.Running(), StringComparison.Ordinal);
        fleet.Book.Tell("the shop is up again: bob lifts the stop");
        await fleet.Crowd.DeleteAsync("emergencystops", "halt");
        await fleet.UntilAsync("monday", "Succeeded");
        Assert.Equal(New, fleet.Running());
    });

    [Fact]
    public void A_cluster_that_is_offline_holds_nobody_up_and_catches_up_with_what_was_pinned() => Tell(
        "offline",
        async fleet =>
        {
            fleet.Book.Tell("prd-a and can-b are cut off");
            fleet.Crowd.Find("prd-a")!.IsCut = true;
            fleet.Crowd.Find("can-b")!.IsCut = true;
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilAsync("prd-b", "monday", "Bake");
            Assert.Contains("can-b:1.0.0", fleet.Running(), StringComparison.Ordinal);
            fleet.Book.Tell("can-b answers again");
            fleet.Crowd.Find("can-b")!.IsCut = false;
            await fleet.UntilAsync("monday", "Succeeded");
            Assert.Equal(
                New.Replace("prd-a:1.1.0", "prd-a:1.0.0", StringComparison.Ordinal), fleet.Running());
            Assert.Contains("miss it: prd-a", $"{fleet.Release("monday")!["status"]}", StringComparison.Ordinal);
        });

    [Fact]
    public void A_cluster_that_was_away_for_a_whole_release_catches_up_by_a_release_of_its_own() => Tell(
        "missed",
        async fleet =>
        {
            fleet.Book.Tell("prd-a is cut off");
            fleet.Crowd.Find("prd-a")!.IsCut = true;
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilHeldAsync("monday", "WaitingForApproval");
            await fleet.ApproveAsync("monday", "bob");
            await fleet.UntilAsync("monday", "Succeeded");
            await fleet.Fleet.PassAsync(TimeSpan.FromHours(20));
            fleet.Book.Tell("prd-a answers again");
            fleet.Crowd.Find("prd-a")!.IsCut = false;
            await fleet.UntilHeldAsync("monday-catch-up-prd-a", "WaitingForApproval");
            await fleet.ApproveAsync("monday-catch-up-prd-a", "ann");
            await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(20));
            Assert.Contains("prd-a:1.0.0", fleet.Running(), StringComparison.Ordinal);
            await fleet.ApproveAsync("monday-catch-up-prd-a", "bob");
            await fleet.UntilAsync("monday-catch-up-prd-a", "Succeeded");
            await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(New, fleet.Running());
            Assert.Equal("CaughtUp", (string?)fleet.Release("monday")!["status"]!["missed"]![0]!["state"]);
        },
        StoryFleet.Pipeline.Replace(
            "\"production\", \"selector\": {}",
            "\"production\", \"selector\": {}, \"approvals\": [{\"group\": \"sre\"}]",
            StringComparison.Ordinal));

    [Fact]
    public void A_manager_that_is_killed_is_followed_by_another_and_nothing_is_done_twice() => Tell(
        "manager-killed",
        async fleet =>
        {
            fleet.Book.Tell("a second manager starts");
            fleet.Crowd.Start("m2");
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilAsync("sml-a", "monday", "Step");
            fleet.Book.Tell("m1 is killed");
            fleet.Crowd.Manager("m1").Kill();
            await fleet.UntilAsync("monday", "Succeeded");
            Assert.Equal(New, fleet.Running());
        },
        isShared: true);

    [Fact]
    public void A_newer_release_takes_the_place_of_one_that_is_under_way() => Tell(
        "superseded",
        async fleet =>
        {
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilAsync("sml-a", "monday", "Step");
            await fleet.ReleaseAsync("tuesday", "1.2.0");
            await fleet.UntilAsync("monday", "Superseded");
            Assert.Contains("sml-a:1.1.0 prd-a:1.0.0", fleet.Running(), StringComparison.Ordinal);
            await fleet.UntilAsync("tuesday", "Succeeded");
            Assert.Equal(Old.Replace("1.0.0", "1.2.0", StringComparison.Ordinal), fleet.Running());
        },
        StoryFleet.Pipeline.Replace(
            "\"stepDeadline\"", "\"onNewer\": \"Supersede\", \"stepDeadline\"", StringComparison.Ordinal));

    [Fact]
    public void A_failure_within_the_budget_is_borne_and_one_more_takes_all_back() => Tell(
        "failure-budget",
        async fleet =>
        {
            fleet.Crowd.IsBad = (cluster, version) => version != "1.0.0"
                && (cluster == "prd-b" || (cluster == "prd-c" && version == "1.2.0"));
            await fleet.ReleaseAsync("monday", "1.1.0");
            await fleet.UntilAsync("monday", "Succeeded");
            Assert.EndsWith("prd-a:1.1.0 prd-b:1.0.0 prd-c:1.1.0", fleet.Running(), StringComparison.Ordinal);
            var borne = fleet.Running();
            await fleet.ReleaseAsync("tuesday", "1.2.0");
            await fleet.UntilAsync("tuesday", "RolledBack");
            Assert.Equal(borne, fleet.Running());
        },
        StoryFleet.Pipeline.Replace(
            "\"silentPeriod\": \"10m\"",
            "\"silentPeriod\": \"10m\", \"failureBudget\": 1",
            StringComparison.Ordinal));

    private static bool Remember(SortedSet<string> all, string one)
    {
        all.Add(one);
        return true;
    }

    private static void Tell(
        string name, Func<StoryFleet, Task> story, string pipeline = StoryFleet.Pipeline, bool isShared = false) =>
        Golden.Check(name, StoryFleet.Play(story, pipeline, isShared));
}
