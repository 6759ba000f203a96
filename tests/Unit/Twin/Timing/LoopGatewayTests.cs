using System.Text.Json.Nodes;
using Fairway.Cli.Fleets;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;
using Xunit;

namespace Fairway.Tests.Twin.Timing;

public sealed class LoopGatewayTests
{
    private static readonly KubeRequest Watch = new()
    {
        Method = "GET",
        Path = "/api/v1/pods",
        Query = [new("watch", "true")],
    };

    [Fact]
    public void Another_thread_is_answered_by_the_loop() => Assert.Contains(
        "\"kind\":\"NamespaceList\"",
        Visit(async gateway =>
        {
            var call = new ApiCall(new KubeRequest { Method = "GET", Path = "/api/v1/namespaces" }, ApiUser.Admin);
            var answer = Assert.IsType<ApiReply.Answer>(await gateway.HandleAsync(call, CancellationToken.None));
            return answer.Response.ReadNode()!.ToJsonString();
        }),
        StringComparison.Ordinal);

    [Fact]
    public void A_watch_of_another_thread_ends_when_it_gives_up() => Assert.Equal(
        "given up",
        Visit(async gateway =>
        {
            var reply = await gateway.HandleAsync(new ApiCall(Watch, ApiUser.Admin), CancellationToken.None);
            await using var session = Assert.IsType<ApiReply.Stream>(reply).Session;
            using var giving = new CancellationTokenSource();
            var next = session.NextFramesAsync(giving.Token);
            await giving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
            return "given up";
        }));

    /// <summary>Runs what a caller does on a thread of its own while the cluster lives on this one.</summary>
    private static string Visit(Func<LoopGateway, Task<string>> caller)
    {
        var loop = new SimulationLoop(default);
        var api = new ApiServer(new ApiServerOptions(ApiStore.Open(loop.Time), loop.Time, new Random(1)));
        var gateway = new LoopGateway(loop, api);
        var done = new TaskCompletionSource<string>();
        var thread = new Thread(() =>
        {
            try
            {
                var told = caller(gateway).GetAwaiter().GetResult();
                loop.Post(_ => done.SetResult(told), null);
            }
            catch (Exception e)
            {
                loop.Post(_ => done.SetException(e), null);
            }
        });
        loop.RunOpen(
            () =>
            {
                thread.Start();
                return done.Task;
            },
            new FleetPace(TimeProvider.System) { IsReal = true });
        return done.Task.Result;
    }
}
