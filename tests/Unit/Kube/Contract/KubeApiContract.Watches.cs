using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Contract;

public abstract partial class KubeApiContract
{
    [Fact]
    public async Task A_watch_tells_what_happens_after_its_version_in_order()
    {
        var from = Version(await CreateMapAsync(Map("a", "1")));
        await using var watch = await Api.WatchAsync(
            KubeResources.ConfigMaps, new ListQuery { Namespace = Ns, ResourceVersion = from }, Cancel);
        await CreateMapAsync(Map("b", "1"));
        await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("b"), Data("2"), null, Cancel);
        await Api.DeleteAsync(KubeResources.ConfigMaps, Key("b"), null, Cancel);
        var versions = new List<ulong>();
        foreach (var expected in new[] { WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted })
        {
            var frame = await NextAsync(watch);
            Assert.Equal(expected, frame.Type);
            Assert.Equal(Key("b"), frame.Head.Key);
            versions.Add(ulong.Parse(frame.Head.Version.ToString()));
        }

        Assert.Equal(versions.Order(), versions);
        Assert.Equal(3, versions.Distinct().Count());
    }

    [Fact]
    public async Task A_watch_can_begin_with_everything_there_is()
    {
        await CreateMapAsync(Map("a"));
        var query = new List<KeyValuePair<string, string>>
        {
            new("watch", "true"),
            new("sendInitialEvents", "true"),
            new("resourceVersionMatch", "NotOlderThan"),
            new("allowWatchBookmarks", "true"),
            new("fieldSelector", "metadata.name=a"),
        };
        var path = KubeResources.ConfigMaps.CollectionPath(Ns);
        await using var watch =
            await Api.WatchAsync(new KubeRequest { Method = "GET", Path = path, Query = query }, Cancel);
        Assert.Equal(WatchEventType.Added, (await NextAsync(watch)).Type);
        Assert.Equal(WatchEventType.Bookmark, (await NextAsync(watch)).Type);
    }

    [Fact]
    public async Task A_watch_of_a_selection_tells_of_coming_and_leaving()
    {
        var from = Version(await CreateMapAsync(Map("a").Labelled("app", "web")));
        var query = new ListQuery { Namespace = Ns, ResourceVersion = from, LabelSelector = "app=db" };
        await using var watch = await Api.WatchAsync(KubeResources.ConfigMaps, query, Cancel);
        await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), Label("db"), null, Cancel);
        await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), Label("web"), null, Cancel);
        Assert.Equal(WatchEventType.Added, (await NextAsync(watch)).Type);
        Assert.Equal(WatchEventType.Deleted, (await NextAsync(watch)).Type);
    }

    [Fact]
    public async Task A_watch_of_large_objects_loses_no_byte()
    {
        var from = Version(await CreateMapAsync(Map("a")));
        await using var watch = await Api.WatchAsync(
            KubeResources.ConfigMaps, new ListQuery { Namespace = Ns, ResourceVersion = from }, Cancel);
        var large = new string('ü', 300_000);
        await CreateMapAsync(Map("b", large));
        await CreateMapAsync(Map("c", "small"));
        await CreateMapAsync(Map("d", large));
        foreach (var expected in new[] { large, "small", large })
        {
            var frame = await watch.ReadAsync(Cancel);
            var item = System.Text.Json.JsonSerializer.Deserialize(frame!.Object.Span, ItemJson.Default.Item);
            Assert.Equal(expected, item!.Value);
        }
    }

    [Fact]
    public async Task A_watch_that_the_server_refuses_is_an_exception()
    {
        var refusal = await RefusedAsync(() => Api.WatchAsync(
            KubeResources.ConfigMaps, new ListQuery { LabelSelector = "a in (" }, Cancel));
        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public async Task A_watch_ends_at_its_time()
    {
        var query = new List<KeyValuePair<string, string>> { new("watch", "true"), new("timeoutSeconds", "1") };
        var path = KubeResources.Secrets.CollectionPath(Ns);
        await using var watch =
            await Api.WatchAsync(new KubeRequest { Method = "GET", Path = path, Query = query }, Cancel);
        Assert.Null(await watch.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_read_of_a_watch_can_be_cancelled()
    {
        await using var watch = await Api.WatchAsync(KubeResources.Secrets, new ListQuery { Namespace = Ns }, Cancel);
        using var gone = new CancellationTokenSource();
        var reading = watch.ReadAsync(gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_cache_follows_the_server()
    {
        await CreateMapAsync(Map("a"));
        var environment = KubeEnvironment.Of(TimeProvider.System, 1);
        var cache = new ObjectCache<Item>(
            Api, KubeResources.ConfigMaps, ItemJson.Default.Item, environment, new CacheScope(Ns));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = cache.RunAsync(end.Token);
        await cache.WaitForSyncAsync(Cancel);
        Assert.NotNull(cache.Find(Key("a")));
        var version = ResourceVersion.Parse(Version(await CreateMapAsync(Map("b"))));
        await cache.WaitUntilAsync(() => cache.Reached.IsAtLeast(version), Cancel);
        Assert.NotNull(cache.Find(Key("b")));
        await Api.DeleteAsync(KubeResources.ConfigMaps, Key("a"), null, Cancel);
        await cache.WaitUntilAsync(() => cache.Find(Key("a")) is null, Cancel);
        await end.CancelAsync();
        await running;
    }

    private static JsonObject Label(string app) =>
        new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = app } } };

    private static async Task<(WatchEventType Type, ObjectHead Head)> NextAsync(IKubeWatch watch)
    {
        var frame = await watch.ReadAsync(Cancel);
        Assert.NotNull(frame);
        return (frame.Type, ObjectHeadReader.Read(frame.Object.Span));
    }
}
