using Fairway.Conformance.Hosts;
using Fairway.Conformance.Upstream.Apps;
using Xunit;

namespace Fairway.Conformance.Upstream.Scheduling;

/// <summary>What test/e2e/scheduling/limit_range.go asserts.</summary>
public sealed class LimitRangeTests(FleetFixture fleet)
{
    private const string Range = """
        "spec":{"limits":[{"type":"Container",
         "min":{"cpu":"50m","memory":"100Mi","ephemeral-storage":"150Gi"},
         "max":{"cpu":"500m","memory":"500Mi","ephemeral-storage":"500Gi"},
         "default":{"cpu":"500m","memory":"500Mi","ephemeral-storage":"500Gi"},
         "defaultRequest":{"cpu":"100m","memory":"200Mi","ephemeral-storage":"200Gi"}}]}
        """;

    /// <summary>LimitRange should create a LimitRange with defaults and ensure pod has those defaults applied</summary>
    [Fact]
    public async Task Pods_get_the_ranges_defaults_and_stay_within_it()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        await scene.MakeAsync($"{scene.Core}/limitranges", $$"""{"metadata":{"name":"limits"},{{Range}} }""");

        var plain = (await scene.PodAsync("no-resources"))["spec"]!["containers"]![0]!["resources"]!;
        const string some = """ "resources":{"requests":{"cpu":"300m","memory":"150Mi"},"limits":{"cpu":"300m"}} """;
        var partial = (await scene.PodAsync("partial", container: some))["spec"]!["containers"]![0]!["resources"]!;

        Assert.Equal("100m", (string?)plain["requests"]!["cpu"]);
        Assert.Equal("500Gi", (string?)plain["limits"]!["ephemeral-storage"]);
        Assert.Equal("300m", (string?)partial["requests"]!["cpu"]);
        Assert.Equal("500Mi", (string?)partial["limits"]!["memory"]);
        Assert.Equal("200Gi", (string?)partial["requests"]!["ephemeral-storage"]);
        foreach (var (name, amounts) in ((string, string)[])
            [("little", "\"requests\":{\"cpu\":\"10m\"}"), ("much", "\"limits\":{\"cpu\":\"600m\"}")])
        {
            var refused = await scene.Cluster.SendAsync("POST", scene.Pods, $$"""
                {"metadata":{"name":"{{name}}"},"spec":{"containers":[
                 {"name":"c","image":"i","resources":{ {{amounts}} } }]} }
                """);
            Assert.Equal(403, refused.Status);
        }
    }

    /// <summary>LimitRange should list, patch and delete a LimitRange by collection</summary>
    [Fact]
    public async Task Ranges_are_listed_patched_and_deleted_together()
    {
        using var scene = await AppsScene.OfAsync(fleet);
        var path = $"{scene.Core}/limitranges";
        await scene.MakeAsync(path, $$"""{"metadata":{"name":"limits","labels":{"e2e":"yes"} },{{Range}} }""");

        var patched = await scene.PatchAsync($"{path}/limits", """
            {"metadata":{"labels":{"limits":"patched"}},"spec":{"limits":[{"type":"Pod","max":{"cpu":"1"}}]}}
            """);
        Assert.Equal("patched", (string?)patched["metadata"]!["labels"]!["limits"]);
        Assert.Single(await scene.ListAsync($"{path}?labelSelector=limits%3Dpatched"));
        await scene.DeleteAsync($"{path}?labelSelector=limits%3Dpatched");
        Assert.Empty(await scene.ListAsync(path));
    }
}
