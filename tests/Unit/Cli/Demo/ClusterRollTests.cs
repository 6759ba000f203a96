using System.Collections.Concurrent;
using Fairway.Cli.Demo;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Kube;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Cli.Demo;

public sealed class ClusterRollTests : IRollProgress
{
    private readonly ConcurrentQueue<string> ended = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    void IRollProgress.Rolling(string cluster, DemoWorkload workload, RollCount count)
    {
    }

    void IRollProgress.Ended(RollResult result) => ended.Enqueue(result.Workload.Label);

    [Fact]
    public async Task Workloads_roll_on_a_cluster_and_are_counted_by_their_pods()
    {
        await using var cluster = await StartAsync(nodes: 2);
        var results = await new ClusterRoll("one", Api(cluster), Environment, this).RunAsync(Cancel);
        Assert.Equal(
            ["deployment/web 6/6 done", "daemonset/agent 2/2 done"],
            results.Select(r => $"{r.Workload.Label} {r.Pods}/{r.Desired} {r.Failure ?? "done"}"));
        Assert.Equal(["daemonset/agent", "deployment/web"], ended.Order());
    }

    [Fact]
    public async Task What_does_not_come_up_until_the_deadline_has_failed_with_the_reason()
    {
        await using var cluster = await StartAsync(nodes: 0);
        using var deadline = new CancellationTokenSource();
        var roll = new ClusterRoll("one", new WatchedApi(Api(cluster), deadline), Environment, this);
        var results = await roll.RunAsync(deadline.Token);
        Assert.All(results, result => Assert.Equal("the workloads were not up in time", result.Failure));
        Assert.Empty(ended);
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        var results = await new ClusterRoll("one", new RefusingApi(), Environment, this).RunAsync(Cancel);
        Assert.All(results, result => Assert.Equal("no entry", result.Failure));
    }

    private static KubeEnvironment Environment => KubeEnvironment.Of(TimeProvider.System, 1);

    private static DirectKubeApi Api(FleetCluster cluster) => new(cluster.Api, ApiUser.Admin);

    private static async Task<FleetCluster> StartAsync(int nodes)
    {
        var options = new FleetOptions { Nodes = nodes, Seed = 1 };
        using var log = new LogLines(TimeProvider.System, _ => { }, verbose: false);
        var environment = new FleetEnvironment(options, TimeProvider.System, log);
        var cluster = FleetCluster.Open("one", null, environment.RandomFor("one"), TimeProvider.System);
        var keys = FleetKeys.Of(StoredCredentials.Empty, ["one"], TimeProvider.System.GetUtcNow())[0];
        await cluster.StartAsync(environment.BehaviourOf(keys), _ => { }, Cancel);
        return cluster;
    }

    /// <summary>Ends the test's patience once the workloads are made.</summary>
    private sealed class WatchedApi(IKubeApi api, CancellationTokenSource deadline) : IKubeApi
    {
        public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
        {
            var response = await api.SendAsync(request, cancel);
            if (request.Path.EndsWith("/daemonsets/agent", StringComparison.Ordinal))
            {
                await deadline.CancelAsync();
            }

            return response;
        }

        public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
            api.WatchAsync(request, cancel);
    }

    private sealed class RefusingApi : IKubeApi
    {
        public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel) =>
            throw new KubeApiException(403, "Forbidden", "no entry");

        public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
            throw new KubeApiException(403, "Forbidden", "no entry");
    }
}
