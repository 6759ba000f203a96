using System.Text.Json.Nodes;
using Fairway.Bench.Loads;
using Fairway.Kube;
using Fairway.Kube.Timing;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairway.Bench.Twin;

/// <summary>A cluster as <c>fairway up</c> runs it, in memory: API, controllers, nodes, and HTTPS where asked
/// for.</summary>
internal sealed class LiveCluster : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly CancellationTokenSource end = new();
    private readonly ClusterStore store;
    private readonly ApiServer api;
    private FleetListener? listener;
    private ClusterBehaviour? behaviour;

    private LiveCluster(int number)
    {
        Id = $"bench-{number}";
        store = ApiStore.Open(TimeProvider.System);
        api = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(number)));
        Direct = new DirectKubeApi(api, ApiUser.Admin);
    }

    public string Id { get; }

    /// <summary>The API without HTTPS.</summary>
    public IKubeApi Direct { get; }

    /// <summary>What a client must know.</summary>
    public LoadTarget Target { get; private set; } = new("", "", "", "");

    /// <summary>How many writes there were.</summary>
    public long Revision => store.Revision;

    /// <summary>Starts one with this many nodes, and a namespace for loads, behind HTTPS.</summary>
    public static async Task<LiveCluster> StartAsync(int nodes)
    {
        var cluster = new LiveCluster(0);
        await cluster.ListenAsync();
        await cluster.LiveAsync(nodes);
        var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = LoadObjects.Fresh } };
        await cluster.Direct.CreateAsync(KubeResources.Namespaces, null, body, null, None);
        return cluster;
    }

    /// <summary>One of a fleet: nobody listens.</summary>
    public static async Task<LiveCluster> StartAsync(int number, int nodes)
    {
        var cluster = new LiveCluster(number);
        await cluster.LiveAsync(nodes);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await (behaviour?.WaitForStopAsync() ?? Task.CompletedTask);
        await (listener?.DisposeAsync() ?? ValueTask.CompletedTask);
        await api.DisposeAsync();
        end.Dispose();
    }

    private async Task ListenAsync()
    {
        listener = await FleetListener.StartAsync(
            new FleetListenerOptions { DefaultCluster = Id, Log = Console.Error.WriteLine }, None);
        var authority = ClusterAuthority.Create(Id, TimeProvider.System.GetUtcNow());
        var token = BearerToken.Create();
        listener.Add(new ServedCluster(Id, api.HandleAsync, authority, token));
        Target = new LoadTarget(listener.UrlOf(Id), authority.ServerName, authority.CertificatePem, token.Text);
    }

    private async Task LiveAsync(int nodes)
    {
        var jitter = new Jitter(new Random(1));
        var kube = new KubeEnvironment(TimeProvider.System, jitter, NullLoggerFactory.Instance);
        var options = new ClusterBehaviourOptions(kube, 1) { Nodes = nodes };
        behaviour = await ClusterBehaviour.StartAsync(Direct, options, end.Token);
    }
}
