using System.Text.Json.Nodes;
using Fairway.Kube.Leases;
using Fairway.Simulation.Crowds;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation.ReleaseStories;

/// <summary>Seven scripted clusters in three stages on two infrastructures, the components proxy and agent, and a
/// version 1.0.0 of both that runs everywhere; from then on the story is written down.</summary>
internal sealed class StoryFleet
{
    /// <summary>Where a story does not say otherwise.</summary>
    public const string Pipeline = """
        {
          "stages": [
            {"name": "canary", "selector": {"matchLabels": {"fairway.dev/stage": "canary"}}, "order": "Cover",
             "silentPeriodAfterStage": "30m"},
            {"name": "small", "selector": {"matchLabels": {"fairway.dev/stage": "small"}},
             "silentPeriodAfterStage": "1h"},
            {"name": "production", "selector": {}, "silentPeriod": "10m"}
          ],
          "steps": [{"partition": "50%", "bake": "5m"}, {"partition": 0, "bake": "2m"}],
          "stepDeadline": "10m", "permitDuration": "10m"
        }
        """;

    private static readonly (string Id, string Stage, string Infrastructure)[] Members =
    [
        ("can-a", "canary", "metal"), ("can-b", "canary", "metal"), ("can-c", "canary", "arm"),
        ("sml-a", "small", "metal"),
        ("prd-a", "production", "metal"), ("prd-b", "production", "arm"), ("prd-c", "production", "metal"),
    ];

    /// <summary>So that a dead manager is missed before a step's deadline.</summary>
    private static readonly LeaseTimes Short =
        new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(40));

    private static readonly DateTimeOffset Begins = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private StoryFleet(Crowd crowd, StoryBook book) => (Crowd, Book) = (crowd, book);

    public Crowd Crowd { get; }

    public Fleet Fleet => Crowd.Fleet;

    public StoryBook Book { get; }

    /// <summary>Plays a story; gives what was written down.</summary>
    /// <param name="story">What happens.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="isShared">Whether two managers share the clusters, and which one does what is told.</param>
    public static string Play(Func<StoryFleet, Task> story, string pipeline = Pipeline, bool isShared = false)
    {
        var told = "";
        CrowdRun.Play(Seeded.Known, async crowd =>
        {
            crowd.Leases = isShared ? Short : crowd.Leases;
            crowd.LookEvery = TimeSpan.FromMinutes(30);
            await SetUpAsync(crowd, pipeline);
            var fleet = new StoryFleet(crowd, new StoryBook(crowd.Fleet) { NamesProcesses = isShared });
            await story(fleet);
            told = fleet.Book.ToString();
        });
        return told;
    }

    public async Task ReleaseAsync(string name, string version, string more = "", params string[] components)
    {
        var changes = new JsonArray();
        foreach (var component in components.DefaultIfEmpty("proxy"))
        {
            await Fleet.Meta.TryPostAsync(
                People.PathOf("componentversions"),
                People.Object("ComponentVersion", $"{component}-{version}", $$"""
                    {"component":"{{component}}","version":"{{version}}"}
                    """));
            changes.Add(new JsonObject { ["component"] = component, ["version"] = version });
        }

        var what = string.Join(" and ", components.DefaultIfEmpty("proxy"));
        Book.Tell($"ann makes the Release {name}: {what} {version}");
        await Crowd.PostAsync("releases", "Release", name, $$"""
            {"pipeline":"fleet","author":"ann","changes":{{changes.ToJsonString()}}{{more}} }
            """);
    }

    public async Task ApproveAsync(string release, string by, string? expires = null)
    {
        Book.Tell($"{by} approves {release}{(expires is null ? "" : $" until {expires}")}");
        await Crowd.PostAsync("approvals", "Approval", $"{release}-{by}", $$"""
            {"release":"{{release}}","planDigest":"{{Release(release)!["status"]!["plan"]!["digest"]}}",
             "approver":"{{by}}","groups":["sre"],"decision":"Approve","reason":"it is as it should be"
             {{(expires is null ? "" : $",\"expiresAt\":\"{expires}\"")}} }
            """);
    }

    public JsonNode? Release(string name) => Fleet.Meta.Find("releases.fairway.dev", null, name);

    public JsonNode? Item(string cluster, string release) =>
        Fleet.Meta.Find("clusterreleases.fairway.dev", cluster, release);

    public string? PhaseOf(string release) => (string?)Release(release)?["status"]?["phase"];

    /// <summary>What a component runs in the clusters, in order.</summary>
    public string Running(string component = "proxy") => string.Join(
        ' ', Members.Select(member => $"{member.Id}:{Crowd.Find(member.Id)!.Of(component).Running}"));

    public Task UntilAsync(string release, string phase, double hours = 24) => Fleet.UntilAsync(
        () => PhaseOf(release) == phase, $"{release} is {phase}", TimeSpan.FromHours(hours));

    public Task UntilAsync(string cluster, string release, string phase) => Fleet.UntilAsync(
        () => (string?)Item(cluster, release)?["status"]?["phase"] == phase,
        $"{release} is {phase} in {cluster}",
        TimeSpan.FromHours(24));

    public Task UntilHeldAsync(string release, string reason) => Fleet.UntilAsync(
        () => (Release(release)?["status"]?["conditions"] as JsonArray ?? [])
            .Any(one => (string?)one!["type"] == "Progressing" && (string?)one["reason"] == reason),
        $"{release} says {reason}",
        TimeSpan.FromHours(24));

    private static async Task SetUpAsync(Crowd crowd, string pipeline)
    {
        await crowd.SetUpAsync();
        foreach (var name in (string[])["proxy", "agent"])
        {
            await crowd.PostAsync("components", "Component", name, """{"type":"AddOn"}""");
        }

        foreach (var (id, stage, infrastructure) in Members)
        {
            (await crowd.AddAsync(id, stage)).Infrastructure = infrastructure;
        }

        await crowd.PostAsync("releasepipelines", "ReleasePipeline", "first", """
            {"stages":[{"name":"all","selector":{},"maxConcurrency":10}]}
            """);
        await crowd.PostAsync("releasepipelines", "ReleasePipeline", "fleet", pipeline);
        crowd.Start("m1");
        foreach (var name in (string[])["proxy", "agent"])
        {
            await crowd.PostAsync("componentversions", "ComponentVersion", $"{name}-1.0.0", $$"""
                {"component":"{{name}}","version":"1.0.0"}
                """);
        }

        await crowd.PostAsync("releases", "Release", "first", """
            {"pipeline":"first","changes":[
              {"component":"proxy","version":"1.0.0"},{"component":"agent","version":"1.0.0"}]}
            """);
        var meta = crowd.Fleet.Meta;
        await crowd.Fleet.UntilAsync(
            () => (string?)meta.Find("releases.fairway.dev", null, "first")?["status"]?["phase"] == "Succeeded",
            "the first Release is through",
            TimeSpan.FromHours(1));
        await crowd.Fleet.PassAsync(Begins - crowd.Fleet.Now);
    }
}
