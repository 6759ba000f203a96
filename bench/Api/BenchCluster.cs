using System.Text.Json.Nodes;
using Fairway.Bench.Loads;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Twin.Api;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Api;

/// <summary>A cluster behind a listener, as <c>fairway up</c> serves it, without controllers.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private const string Id = "bench";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FleetListener listener;
    private readonly ApiServer api;

    private BenchCluster(FleetListener listener, ApiServer api, LoadTarget target)
    {
        this.listener = listener;
        this.api = api;
        Target = target;
        Direct = new DirectKubeApi(api, ApiUser.Admin);
    }

    /// <summary>What a client must know.</summary>
    public LoadTarget Target { get; }

    /// <summary>The API without HTTPS.</summary>
    public IKubeApi Direct { get; }

    /// <summary>Starts it, in memory where there is no journal.</summary>
    public static async Task<BenchCluster> StartAsync(IStoreJournal? journal)
    {
        var store = ApiStore.Open(TimeProvider.System, journal);
        var api = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(1)));
        var listener = await FleetListener.StartAsync(
            new FleetListenerOptions { DefaultCluster = Id, Log = Console.Error.WriteLine }, None);
        var authority = ClusterAuthority.Create(Id, TimeProvider.System.GetUtcNow());
        var token = BearerToken.Create();
        listener.Add(new ServedCluster(Id, api.HandleAsync, authority, token));
        var target = new LoadTarget(listener.UrlOf(Id), authority.ServerName, authority.CertificatePem, token.Text);
        var cluster = new BenchCluster(listener, api, target);
        foreach (var name in new[] { LoadObjects.Existing, LoadObjects.Fresh })
        {
            var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } };
            await cluster.Direct.CreateAsync(KubeResources.Namespaces, null, body, null, None);
        }

        return cluster;
    }

    /// <summary>Creates the objects that a load finds.</summary>
    public Task FillAsync(string resource, int from, int to) =>
        Task.WhenAll(Enumerable.Range(from, to - from).Select(number => CreateAsync(resource, number)));

    /// <summary>Deletes what a load has created.</summary>
    public async Task ClearAsync(string resource)
    {
        var query = new ListQuery { Namespace = LoadObjects.Fresh };
        var options = new DeleteOptions { GracePeriodSeconds = 0 };
        await Direct.DeleteCollectionAsync(LoadObjects.Resource(resource), query, options, None);
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await api.DisposeAsync();
    }

    private Task CreateAsync(string resource, int number)
    {
        var key = LoadObjects.Key(LoadObjects.Existing, number);
        var body = LoadObjects.Body(resource, key, number);
        return Direct.CreateAsync(LoadObjects.Resource(resource), key.Namespace, body, null, None);
    }
}
