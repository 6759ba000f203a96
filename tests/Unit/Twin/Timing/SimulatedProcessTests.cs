using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Timing;
using Xunit;

namespace Fairway.Tests.Twin.Timing;

public sealed class SimulatedProcessTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly SimulationLoop loop = new(new SimulationSeed(7));

    [Fact]
    public void The_timers_of_a_frozen_process_wait_until_it_goes_on()
    {
        var process = new SimulatedProcess("p", loop.Time);
        process.Freeze();
        var waiting = Task.Delay(Minute, process.Time, TestContext.Current.CancellationToken);
        Pass(3 * Minute);
        Assert.False(waiting.IsCompleted);
        process.Thaw();
        loop.Drain();
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void The_timers_of_a_killed_process_never_come()
    {
        var process = new SimulatedProcess("p", loop.Time);
        process.Freeze();
        var waiting = Task.Delay(Minute, process.Time, TestContext.Current.CancellationToken);
        Pass(3 * Minute);
        process.Kill();
        process.Thaw();
        Pass(Minute);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public void Each_process_has_a_wall_clock_of_its_own()
    {
        var process = new SimulatedProcess("p", loop.Time);
        var other = new SimulatedProcess("q", loop.Time);
        process.JumpClock(-Minute);
        Assert.Equal(Minute, other.Time.GetUtcNow() - process.Time.GetUtcNow());
        Assert.Equal(other.Time.GetTimestamp(), process.Time.GetTimestamp());
    }

    [Fact]
    public void What_a_process_sent_before_it_was_killed_arrives_and_no_answer_comes_back()
    {
        var process = new SimulatedProcess("p", loop.Time);
        using var server = new ServerOfOne(loop.Time);
        Task<KubeResponse>? call = null;
        loop.Run(
            async () =>
            {
                call = new ProcessKubeApi(server.Api, process).SendAsync(ServerOfOne.Create("x"), default);
                process.Kill();
                await Task.Delay(Minute, loop.Time);
            },
            Minute);
        Assert.False(call!.IsCompleted);
        Assert.True(server.Has("x"));
    }

    [Fact]
    public void No_event_reaches_a_frozen_process()
    {
        var process = new SimulatedProcess("p", loop.Time);
        using var server = new ServerOfOne(loop.Time);
        var api = new ProcessKubeApi(server.Api, process);
        Task<WatchFrame?>? next = null;
        loop.Run(
            async () =>
            {
                var watch = await api.WatchAsync(ServerOfOne.Watch(), default);
                next = watch.ReadAsync(default).AsTask();
                process.Freeze();
                await server.Api.SendAsync(ServerOfOne.Create("x"), default);
                await Task.Delay(Minute, loop.Time);
                Assert.False(next.IsCompleted);
                process.Thaw();
                await next;
            },
            5 * Minute);
        Assert.Equal(WatchEventType.Added, next!.Result!.Type);
    }

    private void Pass(TimeSpan time) => loop.Run(() => Task.Delay(time, loop.Time), time);

    private sealed class ServerOfOne : IDisposable
    {
        private readonly ApiServer server;
        private readonly Fairway.Twin.Storage.ClusterStore store;

        public ServerOfOne(TimeProvider time)
        {
            store = ApiStore.Open(time);
            server = new ApiServer(new ApiServerOptions(store, time, new Random(1)));
            Api = new DirectKubeApi(server, ApiUser.Admin);
        }

        public DirectKubeApi Api { get; }

        public static KubeRequest Create(string name) => new()
        {
            Method = "POST",
            Path = "/api/v1/namespaces/default/configmaps",
            ContentType = "application/json",
            Body = System.Text.Encoding.UTF8.GetBytes($$"""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"} }
                """),
        };

        public static KubeRequest Watch() => new()
        {
            Method = "GET",
            Path = "/api/v1/namespaces/default/configmaps",
            Query = [new("watch", "true")],
        };

        public bool Has(string name) => store.Find("configmaps", new ObjectKey("default", name)) is not null;

        public void Dispose() => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
