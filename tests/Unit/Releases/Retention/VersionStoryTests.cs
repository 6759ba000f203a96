using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Retention;

/// <summary>A manager lets go of versions that nobody needs any more.</summary>
public sealed class VersionStoryTests
{
    private const string Components = "/apis/fairway.dev/v1alpha1/components/proxy";

    private const string ConfigMaps = "/api/v1/namespaces/fairway-system/configmaps";

    [Fact]
    public void Old_versions_go_with_their_charts_and_those_that_are_needed_stay() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0", """{"cluster":"p1"}""");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        await ChartAsync(world, "chart-proxy-aaaa", "proxy");
        await ChartAsync(world, "chart-proxy-bbbb", "proxy");
        await ChartAsync(world, "kept-by-hand", "proxy");
        await PushAsync(world, "1.1.0", "chart-proxy-aaaa");
        await PushAsync(world, "1.1.5", "chart-proxy-bbbb");
        await PairAsync(world, "1.1.5");
        await PushAsync(world, "1.2.0", "chart-proxy-bbbb");
        await PushAsync(world, "1.3.0", "kept-by-hand");
        await PushAsync(world, "1.4.0", "chart-proxy-bbbb");
        await world.PatchAsync(Components, """{"spec":{"retention":{"keep":1,"maxAge":"10m"}}}""");
        await world.PassAsync(500);
        Assert.True(await HasAsync(world, "1.1.0"));

        await world.PassAsync(200);
        foreach (var (version, stays) in ((string, bool)[])[
            ("1.0.0", true), ("2.0.0", true), ("1.1.0", false), ("1.1.5", true), ("1.2.0", false), ("1.3.0", false),
            ("1.4.0", true)])
        {
            Assert.True(stays == await HasAsync(world, version), version);
        }

        Assert.False(await HasChartAsync(world, "chart-proxy-aaaa"));
        Assert.True(await HasChartAsync(world, "chart-proxy-bbbb"));
        Assert.True(await HasChartAsync(world, "kept-by-hand"));
        Assert.Equal(["proxy 1.1.0", "proxy 1.2.0", "proxy 1.3.0"], await PrunedAsync(world));
    });

    [Fact]
    public void Those_that_become_too_old_soon_after_others_went_wait_for_each_other() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.PatchAsync(Components, """{"spec":{"retention":{"keep":1,"maxAge":"10m"}}}""");
            foreach (var version in (string[])["1.1.0", "1.2.0", "1.3.0"])
            {
                await PushAsync(world, version, "kept-by-hand");
                await world.PassAsync(5);
            }

            await world.PassAsync(595);
            Assert.False(await HasAsync(world, "1.1.0"));
            Assert.True(await HasAsync(world, "1.2.0"));

            await world.PassAsync(20);
            Assert.False(await HasAsync(world, "1.2.0"));
        });

    private static Task PushAsync(ReleaseWorld world, string version, string chart) =>
        world.PostAsync("/apis/fairway.dev/v1alpha1/componentversions", new JsonObject
        {
            ["apiVersion"] = "fairway.dev/v1alpha1",
            ["kind"] = "ComponentVersion",
            ["metadata"] = new JsonObject { ["name"] = ComponentVersion.NameOf("proxy", version) },
            ["spec"] = new JsonObject
            {
                ["component"] = "proxy",
                ["version"] = version,
                ["chart"] = new JsonObject { ["digest"] = $"sha256:{new string('a', 64)}", ["configMap"] = chart },
            },
        });

    /// <summary>A cluster that goes back to a version which nothing else names.</summary>
    private static async Task PairAsync(ReleaseWorld world, string good)
    {
        const string Pairs = "/apis/fairway.dev/v1alpha1/namespaces/elsewhere/clustercomponents";
        await world.PostAsync("/api/v1/namespaces", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "elsewhere" },
        });
        await world.PostAsync(Pairs, new JsonObject
        {
            ["apiVersion"] = "fairway.dev/v1alpha1",
            ["kind"] = "ClusterComponent",
            ["metadata"] = new JsonObject { ["name"] = "proxy" },
            ["spec"] = new JsonObject { ["version"] = "2.0.0", ["release"] = "second" },
        });
        await world.PatchAsync($"{Pairs}/proxy/status", $$"""{"status": {"good": "{{good}}"} }""");
    }

    private static Task ChartAsync(ReleaseWorld world, string name, string component) =>
        world.PostAsync(ConfigMaps, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { ["fairway.dev/component"] = component },
            },
        });

    private static async Task<bool> HasAsync(ReleaseWorld world, string version) => await world.Meta.FindAsync(
        FairwayResources.Of<ComponentVersion>(),
        new ObjectKey(null, ComponentVersion.NameOf("proxy", version)),
        default) is not null;

    private static async Task<bool> HasChartAsync(ReleaseWorld world, string name) => await world.Meta.FindAsync(
        KubeResources.ConfigMaps, new ObjectKey("fairway-system", name), default) is not null;

    private static async Task<List<string>> PrunedAsync(ReleaseWorld world)
    {
        var said = new List<string>();
        await foreach (var entry in world.Db.AuditAsync(0, CancellationToken.None))
        {
            if (JsonNode.Parse(entry.Json.Span) is { } json && (string?)json["verb"] == "prune")
            {
                said.Add((string)json["subject"]!);
            }
        }

        return said;
    }
}
