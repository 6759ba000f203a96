using Fairway.Simulation.Checkers;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>Each gate is broken, by a manager that does not see it; and the checkers cry out.</summary>
public sealed class CrowdSabotageTests
{
    private const string Freeze = """
        {"type":"Deny","dates":[{"from":"2000-01-01T00:00:00","until":"2030-01-01T00:00:00"}]}
        """;

    [Fact]
    public void A_beginning_in_a_closed_window_is_seen() => Cries(
        "the window freeze denies it",
        ("releasewindows", "2030-01-01", "2000-01-02"),
        crowd => crowd.PostAsync("releasewindows", "ReleaseWindow", "freeze", Freeze));

    [Fact]
    public void A_beginning_outside_of_the_hours_that_are_allowed_is_seen() => Cries(
        "the window nights is closed",
        ("releasewindows", "\"1h\"", "\"24h\""),
        crowd => crowd.PostAsync("releasewindows", "ReleaseWindow", "nights", """
            {"type":"Allow","schedules":[{"cron":"0 22 * * *","duration":"1h"}]}
            """));

    [Fact]
    public void A_beginning_against_a_blocker_is_seen() => Cries(
        "the blocker leaks holds it",
        ("releaseblockers", "\"net\"", "\"not\""),
        crowd => crowd.PostAsync(
            "releaseblockers", "ReleaseBlocker", "leaks", """{"component":"net","message":"it leaks"}"""));

    [Fact]
    public void A_beginning_without_an_approval_is_seen() => Cries(
        "0 of 1 people approve it", ("releasepipelines", "\"approvals\"", "\"approvers\""), _ => Task.CompletedTask);

    [Fact]
    public void A_beginning_against_a_veto_is_seen() => Cries(
        "the cluster says no",
        ("clusters", "fairway.dev/hold", "fairway.dev/held"),
        crowd => crowd.Fleet.Meta.PatchAsync(
            $"{People.PathOf("clusters", "c0")}/kubernetes-cluster",
            """{"metadata":{"annotations":{"fairway.dev/hold":"not now"}}}"""));

    [Fact]
    public void A_beginning_under_a_stop_is_seen() => Cries(
        "the stop halt stands",
        ("emergencystops", "\"spec\":{", "\"spec\":{\"components\":[\"none\"],"),
        crowd => crowd.PostAsync("emergencystops", "EmergencyStop", "halt", """{"reason":"it burns"}"""));

    [Fact]
    public void A_beginning_of_a_release_that_is_paused_is_seen() => Cries(
        "its Release is paused",
        ("releases", "\"paused\":true", "\"paused\":false"),
        crowd => PauseAsync(crowd));

    [Fact]
    public void A_beginning_in_a_conflict_domain_that_is_taken_is_seen() => Cries(
        "is at work in the domain Network",
        ("components", "\"conflictDomain\"", "\"conflictDomains\""),
        crowd => ReleaseAsync(crowd, "another", "dns"),
        approvals: "");

    [Fact]
    public void A_cluster_more_than_the_limit_is_seen() => Cries(
        "are in flight in s, which allows 1",
        ("releasepipelines", "\"maxConcurrency\":1", "\"maxConcurrency\":3"),
        _ => Task.CompletedTask,
        approvals: "");

    [Fact]
    public void A_change_that_is_configured_twice_is_seen() => Cries(
        "for the second time",
        ("none", "", "x"),
        async crowd =>
        {
            var deed = new Deed(crowd.Now, "c0", "r.uid/Forward/x", "net", -1, "apply");
            crowd.Fleet.Checks.Limits.See(deed);
            crowd.Fleet.Checks.Limits.See(deed);
            await Task.Yield();
        });

    [Fact]
    public void A_stage_that_begins_while_an_earlier_one_is_at_work_is_seen() => Cries(
        "late begins, and c0 of s is at work",
        ("none", "", "x"),
        async crowd =>
        {
            var item = People.Object("ClusterRelease", "r", """
                {"release":"r","stage":"late","changes":[],"steps":[{"partition":0}]}
                """);
            await crowd.Fleet.Meta.PostAsync(People.PathOf("clusterreleases", "late"), item);
            await crowd.Fleet.PassAsync(20);
            await crowd.Fleet.Meta.PatchAsync(
                $"{People.PathOf("clusterreleases", "late")}/r/status",
                """{"status":{"phase":"Step","direction":"Forward"}}""");
        },
        approvals: "");

    private static void Cries(
        string what,
        (string Plural, string Says, string Seen) blind,
        Func<Crowd, Task> gate,
        string approvals = ""","approvals":[{"group":"sre","count":1}] """)
    {
        var demand = what.StartsWith("0 of", StringComparison.Ordinal) ? approvals : "";
        var cry = Assert.Throws<SimulationException>(() => CrowdRun.Play(Seeded.Known, async crowd =>
        {
            crowd.Before = api => new BlindApi(api, blind.Plural, blind.Says, blind.Seen);
            crowd.StepTime = TimeSpan.FromMinutes(2);
            await SetUpAsync(crowd, demand);
            var releases = ReleaseAsync(crowd, "r", "net");
            await gate(crowd);
            await releases;
            await crowd.Fleet.PassAsync(600);
        }));
        Assert.Contains(what, cry.Message.Split('\n')[0], StringComparison.Ordinal);
    }

    private static async Task SetUpAsync(Crowd crowd, string demand)
    {
        await crowd.SetUpAsync();
        foreach (var name in (string[])["net", "dns"])
        {
            await crowd.PostAsync("components", "Component", name, """{"type":"AddOn","conflictDomain":"Network"}""");
        }

        await crowd.PostAsync("releasepipelines", "ReleasePipeline", "fleet", $$"""
            {"stages":[
              {"name":"s","selector":{"matchLabels":{"fairway.dev/stage":"s"} },"maxConcurrency":1{{demand}} },
              {"name":"late","selector":{"matchLabels":{"fairway.dev/stage":"late"} } }],
             "steps":[{"partition":0,"bake":"1m"}]}
            """);
        foreach (var id in (string[])["c0", "c1", "late"])
        {
            await crowd.AddAsync(id, id == "late" ? "late" : "s");
        }

        crowd.Start("m1");
        await crowd.Fleet.PassAsync(30);
    }

    /// <summary>Made while it is paused; what is in its way comes before it goes on.</summary>
    private static async Task ReleaseAsync(Crowd crowd, string name, string component)
    {
        await crowd.PostAsync("componentversions", "ComponentVersion", $"{component}-1.0.0", $$"""
            {"component":"{{component}}","version":"1.0.0"}
            """);
        await crowd.PostAsync("releases", "Release", name, $$"""
            {"pipeline":"fleet","author":"maker","paused":true,
             "changes":[{"component":"{{component}}","version":"1.0.0"}]}
            """);
        await crowd.Fleet.PassAsync(10);
        await crowd.Fleet.Meta.PatchAsync($"{People.PathOf("releases")}/{name}", """{"spec":{"paused":false}}""");
    }

    private static async Task PauseAsync(Crowd crowd)
    {
        await crowd.Fleet.PassAsync(11);
        await crowd.Fleet.Meta.PatchAsync($"{People.PathOf("releases")}/r", """{"spec":{"paused":true}}""");
    }
}
