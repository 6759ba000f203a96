using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Faults;
using Fairway.Twin.Timing;
using Xunit;

namespace Fairway.Tests.Twin.Faults;

/// <summary>Each effect, as the caller and as the cluster sees it.</summary>
public sealed class FaultyKubeApiTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(409, "Conflict")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    public void A_refused_call_is_not_done(int status, string reason) => Run(
        new FaultRule { Do = FaultEffect.Refuse, Status = status, RetryAfter = TimeSpan.FromSeconds(2), Times = 1 },
        async world =>
        {
            var response = await world.CreateAsync("a");
            Assert.Equal((status, 2), (response.Status, response.RetryAfterSeconds));
            Assert.Equal(reason, Assert.Throws<KubeApiException>(() => response.EnsureSuccess()).Reason);
            Assert.False(world.Has("a"));
            Assert.Equal(201, (await world.CreateAsync("a")).Status);
        });

    [Fact]
    public void A_call_that_times_out_is_not_done_and_takes_its_time() => Run(
        new FaultRule { Do = FaultEffect.TimeOut, Delay = new FaultDelay(Minute) },
        async world =>
        {
            Assert.Equal(504, (await world.CreateAsync("a")).Status);
            Assert.Equal(Minute, world.Loop.Time.Elapsed);
            Assert.False(world.Has("a"));
        });

    [Theory]
    [InlineData(FaultEffect.Lose, false)]
    [InlineData(FaultEffect.LoseAnswer, true)]
    public void A_connection_is_cut_before_the_call_or_after_it(FaultEffect effect, bool isDone) => Run(
        new FaultRule { Do = effect },
        async world =>
        {
            var lost = await Assert.ThrowsAsync<KubeApiException>(() => world.CreateAsync("a"));
            Assert.Equal(0, lost.Status);
            Assert.Equal(isDone, world.Has("a"));
        });

    [Fact]
    public void A_failure_after_the_commit_is_done_all_the_same() => Run(
        new FaultRule { Do = FaultEffect.FailAfterwards, Status = 500 },
        async world =>
        {
            Assert.Equal(500, (await world.CreateAsync("a")).Status);
            Assert.True(world.Has("a"));
        });

    [Fact]
    public void A_caller_dies_after_its_second_write() => Run(
        new FaultRule { Do = FaultEffect.Crash, Verbs = ["create"], After = 1, Times = 1 },
        async world =>
        {
            await world.CreateAsync("a");
            Assert.Equal(0, world.Crashes);
            await Assert.ThrowsAsync<KubeApiException>(() => world.CreateAsync("b"));
            Assert.Equal(1, world.Crashes);
            Assert.True(world.Has("b"));
        });

    [Fact]
    public void Delays_on_both_ways_add_up() => Run(
        [
            new FaultRule { Do = FaultEffect.Delay, Delay = new FaultDelay(Minute) },
            new FaultRule { Do = FaultEffect.Delay, Delay = new FaultDelay(Minute) },
            new FaultRule { Do = FaultEffect.DelayAnswer, Delay = new FaultDelay(Minute) },
        ],
        async world =>
        {
            var call = world.CreateAsync("a");
            await Task.Delay(1.5 * Minute, world.Loop.Time);
            Assert.False(world.Has("a"));
            await Task.Delay(Minute, world.Loop.Time);
            Assert.True(world.Has("a"));
            Assert.False(call.IsCompleted);
            await call;
            Assert.Equal(3 * Minute, world.Loop.Time.Elapsed);
        });

    [Theory]
    [InlineData("caller", true)]
    [InlineData("agent", true)]
    [InlineData("manager", true)]
    [InlineData("other", false)]
    public void A_caller_goes_by_its_name_its_product_and_its_field_manager(string caller, bool strikes) => Run(
        new FaultRule { Do = FaultEffect.Lose, Caller = caller[..3] + "*" },
        async world => Assert.Equal(strikes, await FailsAsync(() => world.CreateAsync("a"))));

    [Theory]
    [InlineData("configmaps", null, true)]
    [InlineData("c*", "create", true)]
    [InlineData("pods", null, false)]
    [InlineData(null, "list", false)]
    public void A_rule_covers_what_it_names(string? resource, string? verb, bool strikes) => Run(
        new FaultRule
        {
            Do = FaultEffect.Lose,
            Resources = resource is null ? null : [resource],
            Verbs = verb is null ? null : [verb],
            Namespace = "def*",
            Cluster = "one",
        },
        async world => Assert.Equal(strikes, await FailsAsync(() => world.CreateAsync("a"))));

    [Fact]
    public void A_rule_strikes_in_its_time_alone() => Run(
        new FaultRule { Do = FaultEffect.Lose, From = Minute, Until = 2 * Minute },
        async world =>
        {
            Assert.False(await FailsAsync(() => world.CreateAsync("a")));
            await Task.Delay(Minute, world.Loop.Time);
            Assert.True(await FailsAsync(() => world.CreateAsync("b")));
            await Task.Delay(Minute, world.Loop.Time);
            Assert.False(await FailsAsync(() => world.CreateAsync("b")));
        });

    [Fact]
    public void A_share_is_struck_and_chance_says_which() => Run(
        new FaultRule { Do = FaultEffect.Refuse, Status = 500, Probability = 0.3 },
        async world =>
        {
            var refused = 0;
            for (var call = 0; call < 500; call++)
            {
                refused += (await world.CreateAsync($"a{call}")).Status == 500 ? 1 : 0;
            }

            Assert.InRange(refused, 110, 190);
        });

    [Fact]
    public void A_healed_board_and_a_mended_cut_do_no_harm() => Run(
        new FaultRule { Do = FaultEffect.Lose },
        async world =>
        {
            world.Board.IsOn = false;
            await world.CreateAsync("a");
            world.Board.Cut("caller", "*");
            Assert.True(await FailsAsync(() => world.CreateAsync("b")));
            world.Board.Mend("caller", "*");
            await world.CreateAsync("b");
        });

    [Fact]
    public void A_broken_watch_goes_on_after_what_it_has_shown() => Run(
        new FaultRule { Do = FaultEffect.BreakWatch, Times = 1, After = 1 },
        async world =>
        {
            await using var watch = await world.WatchAsync();
            await world.CreateAsync("a");
            await world.CreateAsync("b");
            var shown = await watch.ReadAsync(default);
            await Assert.ThrowsAsync<KubeApiException>(
                () => watch.ReadAsync(TestContext.Current.CancellationToken).AsTask());
            Assert.Null(await watch.ReadAsync(default));
            await using var again = await world.WatchAsync(Version(shown!));
            Assert.Equal("b", Name((await again.ReadAsync(default))!));
        });

    [Fact]
    public void A_watch_ends_or_expires_in_place_of_an_event() => Run(
        [
            new FaultRule { Do = FaultEffect.EndWatch, Times = 1 },
            new FaultRule { Do = FaultEffect.ExpireWatch, Times = 1, After = 1 },
        ],
        async world =>
        {
            await world.CreateAsync("a");
            await using var first = await world.WatchAsync("0");
            Assert.Null(await first.ReadAsync(default));
            await using var second = await world.WatchAsync("0");
            var expired = await second.ReadAsync(default);
            Assert.Equal(WatchEventType.Error, expired!.Type);
            Assert.Contains("410", Encoding.UTF8.GetString(expired.Object.Span), StringComparison.Ordinal);
            Assert.Null(await second.ReadAsync(default));
        });

    [Fact]
    public void A_late_event_keeps_those_after_it_in_order() => Run(
        new FaultRule { Do = FaultEffect.DelayEvent, Delay = new FaultDelay(Minute), Times = 1 },
        async world =>
        {
            await using var watch = await world.WatchAsync();
            await world.CreateAsync("a");
            await world.CreateAsync("b");
            Assert.Equal("a", Name((await watch.ReadAsync(default))!));
            Assert.Equal(Minute, world.Loop.Time.Elapsed);
            Assert.Equal("b", Name((await watch.ReadAsync(default))!));
        });

    [Fact]
    public void A_withheld_event_is_a_bookmark_first() => Run(
        new FaultRule { Do = FaultEffect.HoldEvent, Delay = new FaultDelay(Minute), After = 1, Times = 1 },
        async world =>
        {
            await using var watch = await world.WatchAsync();
            await world.CreateAsync("a");
            await world.CreateAsync("b");
            var shown = await watch.ReadAsync(default);
            var bookmark = await watch.ReadAsync(default);
            Assert.Equal((WatchEventType.Bookmark, Version(shown!)), (bookmark!.Type, Version(bookmark)));
            Assert.Equal(TimeSpan.Zero, world.Loop.Time.Elapsed);
            Assert.Equal("b", Name((await watch.ReadAsync(default))!));
            Assert.Equal(Minute, world.Loop.Time.Elapsed);
        });

    [Fact]
    public void A_resumed_watch_is_shown_its_last_event_again() => Run(
        new FaultRule { Do = FaultEffect.RepeatEvent },
        async world =>
        {
            await using var watch = await world.WatchAsync();
            await world.CreateAsync("a");
            var shown = await watch.ReadAsync(default);
            await world.CreateAsync("b");
            await using var resumed = await world.WatchAsync(Version(shown!));
            Assert.Equal("a", Name((await resumed.ReadAsync(default))!));
            Assert.Equal("b", Name((await resumed.ReadAsync(default))!));
        });

    [Fact]
    public void Events_are_withheld_until_they_are_released() => Run(
        new FaultRule { Do = FaultEffect.Lose, Times = 0 },
        async world =>
        {
            await using var watch = await world.WatchAsync();
            var hold = world.Board.Hold("caller", "one", "configmaps");
            await world.CreateAsync("a");
            var read = watch.ReadAsync(default).AsTask();
            await Task.Delay(Minute, world.Loop.Time);
            Assert.False(read.IsCompleted);
            hold.Dispose();
            Assert.Equal("a", Name((await read)!));
        });

    private static async Task<bool> FailsAsync(Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (KubeApiException)
        {
            return true;
        }
    }

    private static string Name(WatchFrame frame) => (string)Json(frame)["metadata"]!["name"]!;

    private static string Version(WatchFrame frame) => (string)Json(frame)["metadata"]!["resourceVersion"]!;

    private static System.Text.Json.Nodes.JsonNode Json(WatchFrame frame) =>
        System.Text.Json.Nodes.JsonNode.Parse(frame.Object.Span)!;

    private static void Run(FaultRule rule, Func<World, Task> story) => Run([rule], story);

    private static void Run(FaultRule[] rules, Func<World, Task> story)
    {
        var loop = new SimulationLoop(new SimulationSeed(3));
        loop.Run(() => story(new World(loop, new FaultPlan(rules))), TimeSpan.FromHours(1));
    }

    private sealed class World
    {
        private readonly Fairway.Twin.Storage.ClusterStore store;
        private readonly FaultyKubeApi api;

        public World(SimulationLoop loop, FaultPlan plan)
        {
            Loop = loop;
            store = ApiStore.Open(loop.Time);
            var server = new ApiServer(new ApiServerOptions(store, loop.Time, new Random(1)));
            Board = new FaultBoard(plan, new Random(5), loop.Time);
            api = new FaultyKubeApi(new DirectKubeApi(server, ApiUser.Admin), Board, "caller", "one")
            {
                Crash = () => Crashes++,
            };
        }

        public SimulationLoop Loop { get; }

        public FaultBoard Board { get; }

        public int Crashes { get; private set; }

        public bool Has(string name) => store.Find("configmaps", new ObjectKey("default", name)) is not null;

        public Task<KubeResponse> CreateAsync(string name) => api.SendAsync(
            new KubeRequest
            {
                Method = "POST",
                Path = Maps,
                Query = [new("fieldManager", "manager")],
                UserAgent = "agent/1.0",
                ContentType = "application/json",
                Body = Encoding.UTF8.GetBytes($$"""
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"} }
                    """),
            },
            CancellationToken.None);

        public Task<IKubeWatch> WatchAsync(string? version = null) => api.WatchAsync(
            new KubeRequest
            {
                Method = "GET",
                Path = Maps,
                Query = [new("watch", "true"), new("resourceVersion", version ?? $"{store.Revision}")],
            },
            CancellationToken.None);
    }
}
