using System.Globalization;
using Fairway.Kube;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Watching;

public sealed class ReflectorTests : IDisposable
{
    private readonly KubeFixture _kube = new();

    private FakeKubeApi Api => _kube.Api;

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void The_first_reading_is_one_streamed_list()
    {
        _kube.RunCache();
        var request = Assert.Single(Api.Requests);
        Assert.Contains("sendInitialEvents=true&resourceVersionMatch=NotOlderThan", request, StringComparison.Ordinal);
        Assert.Contains("allowWatchBookmarks=true", request, StringComparison.Ordinal);
        Assert.Contains("timeoutSeconds=", request, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_streams_no_lists_is_listed_page_by_page_and_watched()
    {
        Api.StreamsLists = false;
        for (var i = 0; i < 1001; i++)
        {
            Api.Put(KubeFixture.Maps, FakeObject.ConfigMap(i.ToString("D4", CultureInfo.InvariantCulture)));
        }

        var cache = _kube.RunCache();
        Assert.Equal(1001, cache.Count);
        Assert.Equal(3, Api.Requests.Count(request => request.Contains("limit=500", StringComparison.Ordinal)));
        _kube.Put("x");
        Assert.Equal(1002, cache.Count);
    }

    [Fact]
    public void A_broken_watch_resumes_where_it_was()
    {
        _kube.Put("a");
        var cache = _kube.RunCache();
        _kube.Put("b");
        var reached = Api.Revision;
        _kube.Loop.Do(() =>
        {
            Api.BreakWatches();
            Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("c"));
        });
        Assert.Equal(2, cache.Count);
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(3, cache.Count);
        Assert.Contains($"resourceVersion={reached}", Api.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bookmark_moves_the_point_of_resumption()
    {
        var cache = _kube.RunCache();
        _kube.Loop.Do(() =>
        {
            Api.Put("/api/v1/namespaces/default/secrets", FakeObject.ConfigMap("s"));
            Api.SendBookmark();
        });
        Assert.Equal(Api.Revision, cache.Reached.ToString());
        _kube.Loop.Do(() => Api.EndWatches());
        Assert.Contains($"resourceVersion={Api.Revision}", Api.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_that_the_server_ends_is_opened_again_at_once()
    {
        var cache = _kube.RunCache();
        _kube.Pass(TimeSpan.FromMinutes(2));
        _kube.Loop.Do(() => Api.EndWatches());
        Assert.Equal(1, Api.OpenWatches);
        _kube.Put("a");
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void Watches_that_end_at_once_again_and_again_are_opened_ever_more_slowly()
    {
        _kube.RunCache();
        for (var i = 0; i < 8; i++)
        {
            _kube.Loop.Do(() => Api.EndWatches());
        }

        Assert.Equal(0, Api.OpenWatches);
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Api.OpenWatches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_forgotten_version_makes_the_cache_read_everything_anew(bool asEvent)
    {
        _kube.Put("a");
        var cache = _kube.RunCache();
        _kube.Pass(TimeSpan.FromMinutes(1));
        _kube.Loop.Do(() =>
        {
            Api.HoldsEvents = true;
            Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("b"));
            Api.Compact();
            Api.HoldsEvents = false;
            if (asEvent)
            {
                Api.SendError(410, "Expired");
            }
            else
            {
                Api.BreakWatches();
            }
        });
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(2, cache.Count);
        Assert.Contains("sendInitialEvents=true", Api.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_the_server_has_not_reached_makes_the_cache_read_everything_anew()
    {
        var cache = _kube.RunCache();
        _kube.Loop.Do(() =>
        {
            Api.Fail(request => request.QueryValue("resourceVersion") is not null, _ => FakeAnswers.TooLarge());
            Api.BreakWatches();
        });
        _kube.Pass(TimeSpan.FromSeconds(2));
        _kube.Pass(TimeSpan.FromSeconds(4));
        Assert.Contains("sendInitialEvents=true", Api.Requests[^1], StringComparison.Ordinal);
        _kube.Put("a");
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void A_store_that_comes_back_from_an_older_backup_is_followed()
    {
        _kube.Put("a");
        var cache = _kube.RunCache();
        _kube.Loop.Do(() =>
        {
            Api.Remove(KubeFixture.Maps, "a");
            Api.TurnBackTo(50);
            Api.Fail(request => request.QueryValue("resourceVersion") is not null, _ => FakeAnswers.TooLarge());
        });
        _kube.Pass(TimeSpan.FromSeconds(5));
        _kube.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal("50", cache.Reached.ToString());
        _kube.Put("b");
        Assert.NotNull(cache.Find(KubeFixture.Key("b")));
    }

    [Fact]
    public void An_unreachable_server_is_tried_ever_more_slowly_and_never_more_than_needed()
    {
        Api.Fail(_ => true, FakeFault.NeverArrives, times: 1000);
        _kube.RunCache();
        for (var second = 0; second < 300; second++)
        {
            _kube.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(Api.Requests.Count, 10, 30);
    }

    [Fact]
    public void A_transport_that_gives_up_by_itself_is_not_asked_round_and_round()
    {
        Api.Fail(_ => true, _ => throw new OperationCanceledException("the server is being closed"), times: 1000);
        _kube.RunCache();
        for (var second = 0; second < 300; second++)
        {
            _kube.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(Api.Requests.Count, 10, 30);
    }

    [Fact]
    public void A_server_that_asks_for_patience_gets_it()
    {
        Api.Fail(
            _ => true, _ => FakeAnswers.Refusal(429, "TooManyRequests", "slow down") with { RetryAfterSeconds = 60 });
        var cache = _kube.RunCache();
        _kube.Pass(TimeSpan.FromSeconds(59));
        Assert.Single(Api.Requests);
        _kube.Pass(TimeSpan.FromSeconds(62));
        Assert.True(cache.HasSynced);
    }

    [Fact]
    public void A_watch_that_died_unnoticed_is_replaced_after_its_time()
    {
        var cache = _kube.RunCache();
        Api.HoldsEvents = true;
        _kube.Put("a");
        Assert.Equal(0, cache.Count);
        Api.HoldsEvents = false;
        _kube.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void A_quiet_cluster_is_asked_nothing()
    {
        _kube.RunCache();
        _kube.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(Api.Requests);
    }

    [Fact]
    public void The_old_state_stays_until_the_new_one_is_whole()
    {
        _kube.Put("a");
        _kube.Put("b");
        var cache = _kube.RunCache();
        var counts = new List<int>();
        using var subscription = cache.Subscribe(_ => counts.Add(cache.Count));
        counts.Clear();
        Api.StreamsLists = false;
        _kube.Loop.Do(() =>
        {
            Api.Put(KubeFixture.Maps, FakeObject.ConfigMap("a", "2"));
            Api.Compact();
            Api.BreakWatches();
        });
        _kube.Pass(TimeSpan.FromSeconds(10));
        Assert.All(counts, count => Assert.Equal(2, count));
    }

    [Fact]
    public void Cancelling_ends_the_loop_without_an_exception()
    {
        var cache = _kube.Cache();
        var running = _kube.Loop.Start(() => cache.RunAsync(_kube.Stop));
        _kube.End();
        Assert.Equal(TaskStatus.RanToCompletion, running.Status);
        Assert.Equal(0, Api.OpenWatches);
    }
}
