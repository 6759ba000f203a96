using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Fairway.Twin.Storage;

namespace Fairway.Conformance.Hosts;

/// <summary>One cluster of the twin in this process, with controllers and two nodes, behind its HTTPS face.</summary>
internal sealed class TwinServer : IAsyncDisposable
{
    private const string Cluster = "meta";

    private readonly FleetListener listener;
    private readonly Fairway.Twin.Api.ApiServer api;
    private readonly ConcurrentQueue<string> failures;
    private readonly CancellationTokenSource ending = new();
    private ClusterBehaviour? behaviour;

    private TwinServer(FleetListener listener, Fairway.Twin.Api.ApiServer api, ConcurrentQueue<string> failures)
    {
        this.listener = listener;
        this.api = api;
        this.failures = failures;
    }

    public string Url => listener.UrlOf(Cluster);

    public required string Token { get; init; }

    /// <summary>The certificate that clients must trust.</summary>
    public required X509Certificate2Collection Authority { get; init; }

    /// <summary>Faults of the twin itself that its face has told: each is a bug.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    public static async Task<TwinServer> StartAsync(int seed, CancellationToken cancel)
    {
        var failures = new ConcurrentQueue<string>();
        var store = ApiStore.Open(TimeProvider.System);
        var api = new Fairway.Twin.Api.ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(seed)));
        var options = new FleetListenerOptions { DefaultCluster = Cluster, Log = failures.Enqueue };
        var listener = await FleetListener.StartAsync(options, cancel);
        var authority = ClusterAuthority.Create(Cluster, TimeProvider.System.GetUtcNow());
        var token = BearerToken.Create();
        listener.Add(new ServedCluster(Cluster, api.HandleAsync, authority, token)
        {
            Tokens = api.Authenticate,
            Flows = api.FlowOf,
        });
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem(authority.CertificatePem);
        var server = new TwinServer(listener, api, failures) { Token = token.Text, Authority = trusted };
        server.behaviour = await ClusterBehaviour.StartAsync(
            new DirectKubeApi(api, ApiUser.Admin),
            new ClusterBehaviourOptions(KubeEnvironment.Of(TimeProvider.System, seed), seed) { Nodes = 2 },
            server.ending.Token
        );
        return server;
    }

    /// <summary>A client that bears the administrator's token.</summary>
    public HttpClient Client() => ApiClient.Create(Token, Authority);

    public async Task CreateNamespaceAsync(HttpClient client, string name, CancellationToken cancel)
    {
        var body = JsonContent.Create(
            new
            {
                apiVersion = "v1",
                kind = "Namespace",
                metadata = new { name },
            }
        );
        using var response = await client.PostAsync($"{Url}/api/v1/namespaces", body, cancel);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (behaviour is not null)
        {
            await behaviour.WaitForStopAsync();
        }

        ending.Dispose();
        await listener.DisposeAsync();
        await api.DisposeAsync();
    }
}
