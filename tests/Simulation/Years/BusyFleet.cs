using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Leases;
using Fairway.Simulation.Crowds;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Years;

/// <summary>A fleet of scripted clusters to which many small Releases come, over conflict domains.</summary>
internal sealed class BusyFleet(Crowd crowd, Random chance)
{
    private static readonly string[] Domains = ["Node", "Network", "Storage", "ControlPlane", "None"];

    /// <summary>The meta cluster's store holds less.</summary>
    private const long MostBytes = 2L << 30;

    /// <summary>No Release takes longer from its making to its end, whatever it waits for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private readonly List<string> components = [];
    private readonly List<string> ids = [];
    private int made;

    public Fleet Fleet => crowd.Fleet;

    public ReleaseTimes Times { get; } = new();

    /// <summary>Clusters, components and a pipeline that keeps so many Releases.</summary>
    public async Task SetUpAsync(int clusters, int parts, int keep)
    {
        Fleet.Told = Times.See;

        // Nobody dies here, and the Leases of hundreds of clusters would be most of a year's writes.
        crowd.Leases = new LeaseTimes(TimeSpan.FromHours(12), TimeSpan.FromHours(8), TimeSpan.FromHours(4));
        await crowd.SetUpAsync();
        await crowd.CollectAsync();
        for (var number = 0; number < parts; number++)
        {
            components.Add($"part-{number:D3}");
            await crowd.PostAsync("components", "Component", components[number], $$"""
                {"type":"AddOn","conflictDomain":"{{Domains[number % Domains.Length]}}"}
                """);
        }

        for (var number = 0; number < clusters; number++)
        {
            ids.Add($"c{number:D3}");
            await crowd.AddAsync(ids[number], number % 10 == 0 ? "canary" : "production");
        }

        await crowd.PostAsync("releasepipelines", "ReleasePipeline", "fleet", $$"""
            {"stages":[
               {"name":"canary","selector":{"matchLabels":{"fairway.dev/stage":"canary"} },"maxConcurrency":20,
                "silentPeriodAfterStage":"10m"},
               {"name":"production","selector":{},"maxConcurrency":20}],
             "steps":[{"partition":0,"bake":"3m"}],"stepDeadline":"30m","permitDuration":"30m",
             "retention":{"keep":{{keep}} } }
            """);
        crowd.StepTime = TimeSpan.FromSeconds(20);
        crowd.Start("m1");
        crowd.Start("m2");
        await Fleet.PassAsync(60);
    }

    /// <summary>A Release of a component to some clusters, as many of one as of a hundred of them.</summary>
    public async Task ReleaseAsync(int most, string? component = null, bool isForAll = false)
    {
        var (name, of) = ($"r{made:D6}", component ?? components[chance.Next(components.Count)]);
        var version = $"1.{(made++).ToString(CultureInfo.InvariantCulture)}.0";
        await crowd.PostAsync("componentversions", "ComponentVersion", $"{of}-{version}", $$"""
            {"component":"{{of}}","version":"{{version}}"}
            """);
        var chosen = ids.ToArray();
        chance.Shuffle(chosen);
        var count = isForAll ? most : CrowdDraw.LogUniform(chance, 1, most);
        var spec = new JsonObject
        {
            ["pipeline"] = "fleet",
            ["clusterIds"] = new JsonArray(
                [.. chosen.Take(count).Order().Select(id => (JsonNode)id)]),
            ["changes"] = new JsonArray(new JsonObject { ["component"] = of, ["version"] = version }),
        };
        await crowd.PostAsync("releases", "Release", name, spec.ToJsonString());
    }

    /// <summary>Releases of a day, at any time of it.</summary>
    public async Task DayAsync(int changes, int most)
    {
        var moments = Enumerable.Range(0, changes).Select(_ => chance.NextDouble()).Order().ToList();
        var began = Fleet.Now;
        foreach (var moment in moments)
        {
            await Fleet.PassAsync(began + moment * TimeSpan.FromDays(1) - Fleet.Now);
            await ReleaseAsync(most);
        }

        await Fleet.PassAsync(began + TimeSpan.FromDays(1) - Fleet.Now);
        Check();
    }

    /// <summary>What a year must keep to: a store that does not grow out of bounds, and nobody who starves.</summary>
    public void Check()
    {
        var longest = Times.Oldest(Fleet.Now) > Times.LongestEver ? Times.Oldest(Fleet.Now) : Times.LongestEver;
        if (Bytes() > MostBytes || longest > LongestWait)
        {
            throw new SimulationException($"after {Times.Made} Releases the store has {Bytes()} bytes (at most "
                + $"{MostBytes}), and one has waited {longest} (at most {LongestWait})");
        }
    }

    /// <summary>One Release of each component at once: of each for some clusters, or for all of them.</summary>
    public async Task RushAsync(int most, bool isForAll = false)
    {
        foreach (var component in components)
        {
            await ReleaseAsync(most, component, isForAll);
        }

        var limit = Fleet.Now + TimeSpan.FromDays(7);
        while (Times.Open > 0)
        {
            if (Fleet.Now > limit)
            {
                throw new SimulationException($"{Times.Open} Releases have not ended within 7 days");
            }

            await Fleet.PassAsync(60);
        }
    }

    /// <summary>How many objects there are of each resource.</summary>
    public string Kinds() => string.Join(", ", Fleet.Meta.Sizes()
        .Select(one => $"{one.Resource.Split('.')[0]} {one.Count} of {one.Bytes / 1024} kB"));

    /// <summary>Bytes of the meta cluster's store, without those of some resource.</summary>
    public long Bytes(string except = "") =>
        Fleet.Meta.Sizes().Where(one => one.Resource != except).Sum(one => one.Bytes);

    public int Count(string resource) => Fleet.Meta.Sizes().FirstOrDefault(one => one.Resource == resource).Count;
}
