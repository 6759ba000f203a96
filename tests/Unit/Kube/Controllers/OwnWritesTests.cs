using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Controllers;

/// <summary>The controller under test does one write, and is then asked to reconcile another key while its cache is
/// held back.</summary>
public sealed class OwnWritesTests : IDisposable
{
    private readonly KubeFixture _kube = new();
    private readonly OwnWrites _writes = new();
    private readonly List<string> _seen = [];
    private Func<IKubeApi, Task> _write = _ => Task.CompletedTask;
    private ObjectCache<Item> _cache;

    public OwnWritesTests() => _cache = _kube.Cache();

    private FakeKubeApi Api => _kube.Api;

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void A_created_object_is_in_the_cache_when_the_next_reconcile_begins()
    {
        Run(api => api.CreateAsync(KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("new"), null, _kube.Stop));
        WriteThenLook();
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("go,new,next", Assert.Single(_seen));
    }

    [Fact]
    public void A_patched_object_is_in_the_cache_when_the_next_reconcile_begins()
    {
        _kube.Put("a", "old");
        Run(api => Patch(api, "a", "new"));
        WriteThenLook();
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("new", _cache.Find(KubeFixture.Key("a"))!.Value.Value);
        Assert.Single(_seen);
    }

    [Fact]
    public void A_patch_that_changed_nothing_is_waited_for_no_longer_than_the_object()
    {
        _kube.Put("a", "same");
        Run(api => Patch(api, "a", "same"));
        WriteThenLook(hold: false);
        Assert.Single(_seen);
    }

    [Fact]
    public void A_deleted_object_has_left_the_cache_when_the_next_reconcile_begins()
    {
        _kube.Put("a");
        Run(api => api.DeleteAsync(KubeResources.ConfigMaps, KubeFixture.Key("a"), null, _kube.Stop));
        WriteThenLook();
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("go,next", Assert.Single(_seen));
        Assert.Equal(1, Readings());
    }

    /// <summary>Found by the simulation of clusters: a Job counted a pod twice, whose finalizer it had taken.</summary>
    [Fact]
    public void An_object_that_goes_with_its_last_finalizer_has_left_the_cache_when_the_next_reconcile_begins()
    {
        _kube.Put("a");
        var last = Api.Peek($"{KubeFixture.Maps}/a")!;
        Api.Fail(
            request => request.Method == "PATCH",
            _ =>
            {
                // As the reference server answers: the version is that before the deletion.
                var answer = (JsonObject)last.DeepClone();
                answer["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
                Api.Remove(KubeFixture.Maps, "a");
                return FakeAnswers.Ok(answer);
            });
        Run(api => Patch(api, "a", "gone"));
        WriteThenLook();
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("go,next", Assert.Single(_seen));
        Assert.Equal(1, Readings());
    }

    [Fact]
    public void A_deletion_whose_event_came_before_its_answer_costs_no_new_reading()
    {
        _kube.Put("a");
        Run(api => api.DeleteAsync(KubeResources.ConfigMaps, KubeFixture.Key("a"), null, _kube.Stop));
        WriteThenLook(hold: false);
        Assert.Single(_seen);
        Assert.Equal(1, Readings());
    }

    [Fact]
    public void An_object_created_and_deleted_before_the_cache_saw_either_is_waited_for()
    {
        Run(async api =>
        {
            await api.CreateAsync(KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("brief"), null, _kube.Stop);
            await api.DeleteAsync(KubeResources.ConfigMaps, KubeFixture.Key("brief"), null, _kube.Stop);
        });
        WriteThenLook();
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("go,next", Assert.Single(_seen));
        Assert.Equal(1, Readings());
    }

    [Fact]
    public void A_deleted_object_that_the_cache_never_saw_makes_it_read_everything_anew()
    {
        Run(async api =>
        {
            Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("others"));
            await api.DeleteAsync(KubeResources.ConfigMaps, KubeFixture.Key("others"), null, _kube.Stop);
        });
        WriteThenLook();
        Assert.Equal("go,next", Assert.Single(_seen));
        Assert.Equal(2, Readings());
    }

    [Fact]
    public void An_evicted_pod_is_waited_for()
    {
        var pods = "/api/v1/namespaces/default/pods";
        _cache = new ObjectCache<Item>(Api, KubeResources.Pods, ItemJson.Default.Item, _kube.Environment);
        Api.Put(pods, FakeObject.ConfigMap("p"));
        Run(api => api.EvictAsync(KubeFixture.Key("p"), null, _kube.Stop));
        WriteThenLook(pods: pods);
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("go,next", Assert.Single(_seen));
    }

    [Fact]
    public void A_write_whose_answer_was_lost_makes_the_cache_read_everything_anew()
    {
        Api.Fail(request => request.Method == "POST", FakeFault.AnswerIsLost());
        Run(async api => await Assert.ThrowsAsync<KubeApiException>(
            () => api.CreateAsync(KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("new"), null, _kube.Stop)));
        WriteThenLook();
        Assert.Equal("go,new,next", Assert.Single(_seen));
        Assert.Equal(2, Readings());
    }

    [Fact]
    public void Versions_that_are_no_numbers_are_served_by_reading_anew()
    {
        Api.Version = revision => $"v{revision}";
        Run(api => api.CreateAsync(KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("new"), null, _kube.Stop));
        WriteThenLook();
        Assert.Equal("go,new,next", Assert.Single(_seen));
    }

    [Fact]
    public void A_store_that_went_back_does_not_stop_the_controller_for_ever()
    {
        Run(api => api.CreateAsync(KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("new"), null, _kube.Stop));
        WriteThenLook();
        _kube.Loop.Do(() => Api.TurnBackTo(10));
        _kube.Loop.Do(() => Api.SendError(410, "Expired"));
        _kube.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(_seen);
    }

    [Fact]
    public void A_write_outside_the_caches_scope_is_not_waited_for()
    {
        _cache = _kube.Cache(new CacheScope("default", "app=web"));
        Run(api => api.CreateAsync(
            KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("plain"), null, _kube.Stop));
        WriteThenLook(labelled: true);
        Assert.Equal("go,next", Assert.Single(_seen));
    }

    [Fact]
    public void A_write_that_takes_an_object_out_of_the_scope_is_waited_for()
    {
        _cache = _kube.Cache(new CacheScope("default", "app=web"));
        Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("a").Labelled("app", "web"));
        Run(api => api.MergePatchAsync(
            KubeResources.ConfigMaps, KubeFixture.Key("a"), Relabel("db"), null, _kube.Stop));
        WriteThenLook(labelled: true);
        Assert.Empty(_seen);
        _kube.Loop.Do(() => Api.ReleaseEvents());
        Assert.Equal("go,next", Assert.Single(_seen));
    }

    [Fact]
    public void Writes_to_what_is_not_cached_and_dry_runs_are_not_waited_for()
    {
        Run(async api =>
        {
            await api.CreateAsync(KubeResources.Secrets, "default", FakeObject.ConfigMap("s"), null, _kube.Stop);
            await api.CreateAsync(
                KubeResources.ConfigMaps, "default", FakeObject.ConfigMap(
                    "dry"), new WriteOptions { DryRun = true }, _kube.Stop);
        });
        WriteThenLook();
        Assert.Single(_seen);
    }

    private static JsonObject Relabel(string app) =>
        new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = app } } };

    private Task Patch(IKubeApi api, string name, string value) => api.MergePatchAsync(
        KubeResources.ConfigMaps,
        KubeFixture.Key(name),
        new JsonObject { ["data"] = new JsonObject { ["value"] = value } },
        null,
        _kube.Stop);

    private int Readings() =>
        Api.Requests.Count(request => request.Contains("sendInitialEvents", StringComparison.Ordinal));

    private void Run(Func<IKubeApi, Task> write)
    {
        _write = write;
        var client = _writes.Through(Api);
        var reconciler = new ScriptedReconciler(async (key, _) =>
        {
            if (key.Name == "go")
            {
                await _write(client);
            }
            else if (key.Name == "next")
            {
                _seen.Add(string.Join(',', _cache.All.Select(item => item.Key.Name)));
            }

            return Outcome.Settled;
        });
        var definition = new ControllerDefinition("writer", reconciler, ControllerSource.Self(_cache))
        {
            Writes = _writes,
            Workers = 1,
        };
        var host = new ControllerHost(_kube.Environment).Add(definition);
        _kube.Loop.Start(() => host.RunAsync(_kube.Stop));
    }

    /// <summary>Both keys become ready at once; the write of the first one is then kept from the cache.</summary>
    private void WriteThenLook(bool hold = true, string pods = KubeFixture.Maps, bool labelled = false)
    {
        var inner = _write;
        _write = async api =>
        {
            Api.HoldsEvents = hold;
            await inner(api);
        };
        _kube.Loop.Do(() =>
        {
            foreach (var name in new[] { "go", "next" })
            {
                var item = FakeObject.ConfigMap(name);
                Api.Put(pods, labelled ? item.Labelled("app", "web") : item);
            }
        });
    }
}
