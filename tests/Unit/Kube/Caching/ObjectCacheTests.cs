using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Caching;

public sealed class ObjectCacheTests : IDisposable
{
    private readonly KubeFixture _kube = new();

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void A_cache_holds_everything_once_it_has_synced()
    {
        _kube.Put("b");
        _kube.Put("a", "7");
        var cache = _kube.Cache();
        Assert.False(cache.HasSynced);
        _kube.Loop.Start(() => cache.RunAsync(_kube.Stop));
        Assert.True(cache.HasSynced);
        Assert.Equal(["default/a", "default/b"], cache.All.Select(item => item.Key.ToString()));
        Assert.Equal("7", cache.Find(KubeFixture.Key("a"))!.Value.Value);
        Assert.Equal(_kube.Api.Revision, cache.Reached.ToString());
    }

    [Fact]
    public void Nothing_but_the_projection_and_the_head_is_kept()
    {
        _kube.Loop.Do(
            () => _kube.Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("a").ControlledBy("ReplicaSet", "web")));
        var item = _kube.RunCache().Find(KubeFixture.Key("a"))!;
        Assert.Equal("uid-web", item.Controller!.Uid);
        Assert.Equal("apps/v1", item.Controller.ApiVersion);
        Assert.Equal("u1", item.Uid);
        Assert.Equal("101", item.Version.ToString());
    }

    [Theory]
    [InlineData("6a4e0f2c-6d0f-4d0a-9f3b-0a8a1d3c5b7e")]
    [InlineData("6A4E0F2C-6D0F-4D0A-9F3B-0A8A1D3C5B7E")]
    [InlineData("u1")]
    [InlineData("")]
    public void An_identity_that_is_kept_dense_reads_as_it_was_written(string uid) => Assert.Equal(
        uid,
        new CachedObject<string>(
            new ObjectHead(KubeFixture.Key("a"), uid, ResourceVersion.None, null), "", isDense: true).Uid);

    [Fact]
    public void Changes_are_told_in_order_with_the_state_before_and_after()
    {
        var told = new List<string>();
        var cache = _kube.RunCache();
        using var subscription =
            cache.Subscribe(change => told.Add($"{change.Old?.Value.Value}>{change.New?.Value.Value}"));
        _kube.Put("a", "1");
        _kube.Put("a", "2");
        _kube.Remove("a");
        Assert.Equal([">1", "1>2", "2>"], told);
    }

    [Fact]
    public void Who_follows_one_namespace_is_told_of_no_other()
    {
        _kube.Put("a", "1");
        var cache = _kube.Cache();
        cache.AddNamespaceIndex();
        _kube.Loop.Start(() => cache.RunAsync(_kube.Stop));
        var (ours, others) = (new List<string>(), new List<string>());
        var subscription = cache.SubscribeIn("default", change => ours.Add(change.Key.ToString()));
        using var another = cache.SubscribeIn("other", change => others.Add(change.Key.ToString()));
        _kube.Put("b", "2");
        Assert.Equal(["default/a", "default/b"], ours);
        Assert.Equal(["default/a", "default/b"], cache.InNamespace("default").Select(item => item.Key.ToString()));
        subscription.Dispose();
        _kube.Put("c", "3");
        Assert.Equal(["default/a", "default/b"], ours);
        Assert.Empty(others);
        Assert.Empty(cache.InNamespace("other"));
    }

    [Fact]
    public void A_late_subscriber_is_told_what_is_there()
    {
        _kube.Put("a", "1");
        var cache = _kube.RunCache();
        var told = new List<ObjectKey>();
        cache.Subscribe(change => told.Add(change.Key)).Dispose();
        _kube.Put("b");
        Assert.Equal([KubeFixture.Key("a")], told);
    }

    [Fact]
    public void An_object_made_anew_under_its_name_is_two_changes()
    {
        _kube.Put("a", "1");
        var cache = _kube.RunCache();
        var told = new List<string>();
        using var subscription = cache.Subscribe(change => told.Add($"{change.Old?.Uid}>{change.New?.Uid}"));
        _kube.Loop.Do(() =>
        {
            _kube.Api.Remove(KubeFixture.Maps, "a");
            _kube.Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("a", "2"));
            _kube.Api.Compact();
            _kube.Api.BreakWatches();
        });
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal([">u1", "u1>", ">u2"], told);
    }

    [Fact]
    public void What_was_deleted_while_nobody_watched_is_told_with_its_last_known_state()
    {
        _kube.Put("a", "last");
        _kube.Put("b");
        var cache = _kube.RunCache();
        var told = new List<string>();
        using var subscription = cache.Subscribe(
            change => told.Add($"{change.Key.Name}:{change.Old?.Value.Value}>{change.New?.Value.Value}"));
        told.Clear();
        _kube.Loop.Do(() =>
        {
            _kube.Api.HoldsEvents = true;
            _kube.Api.Remove(KubeFixture.Maps, "a");
            _kube.Api.Compact();
            _kube.Api.BreakWatches();
            _kube.Api.HoldsEvents = false;
        });
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["a:last>"], told);
        Assert.Null(cache.Find(KubeFixture.Key("a")));
    }

    [Fact]
    public void An_index_follows_its_objects()
    {
        _kube.Put("a", "x");
        var cache = _kube.Cache();
        cache.AddIndex("value", item => [item.Value.Value!]);
        _kube.Loop.Start(() => cache.RunAsync(_kube.Stop));
        _kube.Put("b", "x");
        Assert.Equal(["a", "b"], Names(cache, "x"));
        _kube.Put("a", "y");
        Assert.Equal(["b"], Names(cache, "x"));
        Assert.Equal(["a"], Names(cache, "y"));
        _kube.Remove("a");
        Assert.Empty(Names(cache, "y"));
        Assert.Throws<ArgumentException>(() => cache.Lookup("colour", "x"));
    }

    [Fact]
    public void An_index_added_late_knows_what_is_there()
    {
        _kube.Loop.Do(
            () => _kube.Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("a").ControlledBy("ReplicaSet", "web")));
        var cache = _kube.RunCache();
        cache.AddControllerIndex();
        Assert.Equal("a", Assert.Single(cache.ControlledBy("uid-web")).Key.Name);
        Assert.Empty(cache.ControlledBy("uid-other"));
    }

    [Fact]
    public void A_scope_holds_only_what_it_selects()
    {
        _kube.Loop.Do(() =>
        {
            _kube.Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("a").Labelled("app", "web"));
            _kube.Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("b").Labelled("app", "db"));
            _kube.Api.Put(
                "/api/v1/namespaces/other/configmaps", FakeObject.ConfigMap("c", ns: "other").Labelled("app", "web"));
        });
        Assert.Equal("a", Assert.Single(_kube.RunCache(new CacheScope("default", "app=web")).All).Key.Name);
        Assert.Equal("b", Assert.Single(_kube.RunCache(CacheScope.One(KubeFixture.Key("b"))).All).Key.Name);
        Assert.Equal(3, _kube.RunCache().Count);
    }

    [Fact]
    public void An_object_that_does_not_fit_stops_the_cache_instead_of_missing_silently()
    {
        _kube.Put("a");
        var cache = _kube.RunCache();
        _kube.Loop.Do(() =>
        {
            var item = FakeObject.ConfigMap("b");
            item["data"] = "no object";
            _kube.Api.Put(KubeFixture.Maps, item);
        });
        _kube.Put("c");
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, cache.Count);
        _kube.Put("b");
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public void A_snapshot_does_not_change_under_its_reader()
    {
        _kube.Put("a");
        var cache = _kube.RunCache();
        var all = cache.All;
        _kube.Put("b");
        Assert.Single(all);
    }

    private static IEnumerable<string> Names(ObjectCache<Item> cache, string value) =>
        cache.Lookup("value", value).Select(item => item.Key.Name);
}
