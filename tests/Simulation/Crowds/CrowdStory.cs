using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Delivery.Records;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>Releases at once over common conflict domains, while windows open and close and people and clusters come
/// in; then all is healed, and every Release must come to its end.</summary>
internal sealed class CrowdStory(Crowd crowd, CrowdDraw draw, Random chance)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(120);
    private static readonly (string Name, string Domain)[] Components =
        [("net", "Network"), ("dns", "Network"), ("disk", "Storage"), ("tool", "None")];

    private readonly CrowdTroubles troubles = new(crowd, draw, chance);

    private Fleet Fleet => crowd.Fleet;

    public async Task RunAsync()
    {
        Fleet.Story.Add($"{draw}");
        await SetUpAsync();
        var next = 0;
        for (var trouble = 0; trouble < draw.Troubles || next < draw.Releases; trouble++)
        {
            if (next < draw.Releases && chance.Next(2) == 0)
            {
                await ReleaseAsync(next++);
            }

            await Fleet.PassAsync(TimeSpan.FromSeconds(chance.Next(1, 8000)));
            await troubles.NextAsync(next);
        }

        await troubles.HealAsync();
        await EndAsync();
    }

    private async Task SetUpAsync()
    {
        await crowd.SetUpAsync();
        foreach (var (name, domain) in Components)
        {
            await crowd.PostAsync(
                "components", "Component", name, $$"""{"type":"AddOn","conflictDomain":"{{domain}}"}""");
        }

        for (var number = 0; number < draw.Clusters; number++)
        {
            var stage = draw.Stages[number < draw.Stages.Count ? number : chance.Next(draw.Stages.Count)];
            await crowd.AddAsync($"c{number:D3}", stage);
        }

        await crowd.PostAsync("releasepipelines", "ReleasePipeline", "fleet", Pipeline());
        if (draw.Nights is { } nights)
        {
            await crowd.PostAsync("releasewindows", "ReleaseWindow", "nights", $$"""
                {"type":"Allow","schedules":[{"cron":"0 {{nights.Hour}} * * *","duration":"{{nights.Hours}}h"}],
                 "mayFinish":{{(chance.Next(2) == 0 ? "true" : "false")}} }
                """);
        }

        var bad = draw.Bad is { } number2 ? VersionOf(number2) : null;
        var where = $"c{chance.Next(draw.Clusters):D3}";
        crowd.IsBad = (cluster, version) => version == bad && cluster == where;
        crowd.StepTime = TimeSpan.FromSeconds(chance.Next(0, 9));
        crowd.Start("m1");
        crowd.Start("m2");
    }

    private string Pipeline()
    {
        var stages = new JsonArray();
        foreach (var (index, name) in draw.Stages.Index())
        {
            var stage = new JsonObject
            {
                ["name"] = name,
                ["selector"] = JsonNode.Parse($$"""{"matchLabels":{"fairway.dev/stage":"{{name}}"} }"""),
                ["maxConcurrency"] = chance.Next(1, Math.Max(2, draw.Clusters / 3)),
                ["silentPeriod"] = $"{chance.Next(3) * 60}s",
                ["silentPeriodAfterStage"] = $"{chance.Next(120)}m",
                ["failureBudget"] = chance.Next(3),
                ["order"] = chance.Next(2) == 0 ? "Cover" : "Importance",
            };
            if (draw.NeedsApproval && index == draw.Stages.Count - 1)
            {
                stage["approvals"] = JsonNode.Parse("""[{"group":"sre","count":2}]""");
            }

            stages.Add(stage);
        }

        var steps = Enumerable.Range(1, draw.Steps).Select(step => (JsonNode)new JsonObject
        {
            ["partition"] = $"{100 - 100 * step / draw.Steps}%",
            ["bake"] = $"{chance.Next(20)}m",
        });
        return new JsonObject
        {
            ["stages"] = stages,
            ["steps"] = new JsonArray([.. steps]),
            ["stepDeadline"] = "30m",
            ["permitDuration"] = "30m",
            ["rollback"] = "Automatic",
        }.ToJsonString();
    }

    private async Task ReleaseAsync(int number)
    {
        var first = chance.Next(Components.Length);
        var count = chance.Next(3) == 0 ? 2 : 1;
        var version = VersionOf(number);
        var changes = new JsonArray();
        foreach (var (name, _) in Enumerable.Range(first, count).Select(at => Components[at % Components.Length]))
        {
            await crowd.PostAsync("componentversions", "ComponentVersion", $"{name}-{version}", $$"""
                {"component":"{{name}}","version":"{{version}}"}
                """);
            changes.Add(new JsonObject { ["component"] = name, ["version"] = version });
        }

        var spec = new JsonObject { ["pipeline"] = "fleet", ["author"] = "maker", ["changes"] = changes };
        await crowd.PostAsync("releases", "Release", $"r{number}", spec.ToJsonString());
    }

    private static string VersionOf(int number) => $"1.{number.ToString(CultureInfo.InvariantCulture)}.0";

    private async Task EndAsync()
    {
        var limit = Fleet.Now + Longest;
        while (Fleet.Meta.All("releases.fairway.dev").Any(one => one["status"]?["finishedAt"] is null))
        {
            if (Fleet.Now > limit)
            {
                throw new SimulationException($"a Release does not end within {Longest}");
            }

            await Fleet.PassAsync(TimeSpan.FromHours(2));
            await troubles.SettleAsync();
        }

        await Fleet.PassAsync(TimeSpan.FromHours(2));
        foreach (var (cluster, component, workload) in
            from cluster in crowd.Clusters
            from one in cluster.Workloads
            select (cluster.Id, one.Key, one.Value))
        {
            var state = await Fleet.Db.NewestAsync(new PairKey(cluster, component), CancellationToken.None);
            if (Fleet.Meta.Find("clusters.fairway.dev", cluster, "kubernetes-cluster") is not null
                && state.Good is { } good && good.Version != workload.Running
                && !CouldNotGoBack(cluster, component, workload.Running))
            {
                throw new SimulationException(
                    $"{component} on {cluster} runs {workload.Running}, and {good.Version} is recorded as good");
            }
        }
    }

    /// <summary>Whether a ClusterRelease says openly that it has failed to bring the cluster back from this version, as
    /// it does of one that did not answer until its deadline: a person has to try that again.</summary>
    private bool CouldNotGoBack(string cluster, string component, string? version) =>
        Fleet.Meta.All("clusterreleases.fairway.dev").Any(one =>
            (string?)one["metadata"]!["namespace"] == cluster
            && ((string?)one["status"]?["phase"], (string?)one["status"]?["direction"]) == ("Failed", "Back")
            && one["spec"]!["changes"]!.AsArray().Any(change =>
                (string?)change!["component"] == component && (string?)change["version"] == version));
}
