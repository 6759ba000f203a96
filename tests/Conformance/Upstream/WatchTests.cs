using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>What test/e2e/apimachinery/watch.go asserts.</summary>
public sealed class WatchTests(FleetFixture fleet)
{
    /// <summary>Watchers should observe add, update, and delete watch notifications on configmaps</summary>
    /// <summary>Watchers should be able to start watching from a specific resource version</summary>
    /// <summary>Watchers should be able to restart watching from the last resource version observed by the previous
    /// watch</summary>
    [Fact]
    public async Task A_watch_tells_all_that_happens_from_any_revision_on()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (maps, revision) = await BeginAsync(cluster);
        await ChangeAsync(cluster, maps);

        var all = await cluster.WatchAsync($"{maps}?watch=true&labelSelector=w%3Da&resourceVersion={revision}", 4);
        Assert.Equal(["ADDED", "MODIFIED", "MODIFIED", "DELETED"], all.Select(Type));

        var second = Revision(all[1]);
        var later = await cluster.WatchAsync($"{maps}?watch=true&labelSelector=w%3Da&resourceVersion={second}", 2);
        Assert.Equal(["MODIFIED", "DELETED"], later.Select(Type));
    }

    /// <summary>Watchers should observe an object deletion if it stops meeting the requirements of the
    /// selector</summary>
    [Fact]
    public async Task What_stops_matching_is_deleted_for_the_watcher_and_added_again()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (maps, revision) = await BeginAsync(cluster);
        await cluster.OkAsync("POST", maps, """{"metadata":{"name":"x","labels":{"w":"a"}}}""");
        await MergeAsync(cluster, $"{maps}/x", """{"metadata":{"labels":{"w":"b"}}}""");
        await MergeAsync(cluster, $"{maps}/x", """{"data":{"unseen":"1"}}""");
        await MergeAsync(cluster, $"{maps}/x", """{"metadata":{"labels":{"w":"a"}}}""");
        await cluster.OkAsync("DELETE", $"{maps}/x");

        var seen = await cluster.WatchAsync($"{maps}?watch=true&labelSelector=w%3Da&resourceVersion={revision}", 4);

        Assert.Equal(["ADDED", "DELETED", "ADDED", "DELETED"], seen.Select(Type));
    }

    /// <summary>Watchers should receive events on concurrent watches in same order</summary>
    [Fact]
    public async Task Watches_see_the_same_order()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (maps, revision) = await BeginAsync(cluster);
        var watches = Enumerable.Range(0, 5)
            .Select(_ => cluster.WatchAsync($"{maps}?watch=true&labelSelector=w%3Da&resourceVersion={revision}", 20))
            .ToArray();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            cluster.OkAsync("POST", maps, $$"""{"metadata":{"name":"x{{i}}","labels":{"w":"a"} } }""")));

        var orders = (await Task.WhenAll(watches)).Select(w => string.Join(',', w.Select(Revision))).ToArray();
        Assert.Single(orders.Distinct());
        Assert.Equal(20, orders[0].Split(',').Length);
    }

    private static async Task<(string Maps, string Revision)> BeginAsync(UpstreamCluster cluster)
    {
        var maps = $"/api/v1/namespaces/{cluster.Namespace}/configmaps";
        var list = await cluster.OkAsync("GET", maps);
        return (maps, (string)list["metadata"]!["resourceVersion"]!);
    }

    private static async Task ChangeAsync(UpstreamCluster cluster, string maps)
    {
        await cluster.OkAsync("POST", maps, """{"metadata":{"name":"x","labels":{"w":"a"}}}""");
        await MergeAsync(cluster, $"{maps}/x", """{"data":{"mutation":"1"}}""");
        await MergeAsync(cluster, $"{maps}/x", """{"data":{"mutation":"2"}}""");
        await cluster.OkAsync("DELETE", $"{maps}/x");
    }

    private static Task<JsonObject> MergeAsync(UpstreamCluster cluster, string path, string patch) =>
        cluster.OkAsync("PATCH", path, patch, "application/merge-patch+json");

    private static string Type(JsonObject happened) => (string)happened["type"]!;

    private static string Revision(JsonObject happened) =>
        (string)happened["object"]!["metadata"]!["resourceVersion"]!;
}
