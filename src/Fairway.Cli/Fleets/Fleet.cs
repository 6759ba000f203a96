using System.Security.Cryptography.X509Certificates;
using Fairway.Cli.Logging;
using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Twin.Api;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Fairway.Twin.Http.Webhooks;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;

namespace Fairway.Cli.Fleets;

/// <summary>
/// A running fleet: the meta cluster, whose objects outlive the process, and tenant clusters in memory.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly FleetListener listener;
    private readonly FleetFaults faults;
    private readonly FleetClock clock;
    private readonly HttpsWebhookCaller webhooks = new();
    private readonly List<FleetCluster> clusters = [];
    private IReadOnlyList<KubeconfigEntry> entries = [];

    private Fleet(DataFolder folder, FleetListener listener, FleetFaults faults, FleetClock clock)
    {
        this.faults = faults;
        this.folder = folder;
        this.listener = listener;
        this.clock = clock;
    }

    /// <summary>The address of the listener.</summary>
    public string Url => $"https://127.0.0.1:{listener.Port}";

    /// <summary>Full path of the kubeconfig.</summary>
    public string KubeconfigPath => folder.Kubeconfig;

    /// <summary>Full path of the folder of processes that tasks run.</summary>
    public string TasksPath => folder.Tasks;

    /// <summary>Full path of the manager's records.</summary>
    public string RecordsPath => folder.Records;

    /// <summary>Ids of the tenant clusters, in order.</summary>
    public IReadOnlyList<string> TenantIds => [.. clusters.Skip(1).Select(cluster => cluster.Id)];

    /// <summary>Starts the fleet, and completes when every cluster answers and every node is registered.</summary>
    /// <exception cref="CliFailure">The folder, the port or the store cannot be had.</exception>
    public static async Task<Fleet> StartAsync(
        FleetOptions options, FleetClock clock, LogLines log, CancellationToken cancel)
    {
        var folder = DataFolder.Open(options.Data);
        var faults = new FleetFaults(options, clock.Time);
        try
        {
            AtomicFile.Check(folder.Kubeconfig);
            var stored = StoredCredentials.Read(folder.Credentials);
            var listener = await FleetPort.ListenAsync(options, stored.Port, faults.Wire, log.Say, cancel);
            var fleet = new Fleet(folder, listener, faults, clock);
            try
            {
                await fleet.PopulateAsync(options, stored, new FleetEnvironment(options, clock, log), cancel);
                return fleet;
            }
            catch
            {
                await fleet.StopAsync();
                throw;
            }
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A client of a cluster, by the way that a user's takes: HTTPS, with what the kubeconfig holds.</summary>
    public HttpKubeApi Connect(string clusterId)
    {
        var entry = entries.First(candidate => candidate.Name == clusterId);
        return new HttpKubeApi(
            new KubeEndpoint
            {
                Name = entry.Name,
                Server = new Uri(entry.Server),
                TlsServerName = entry.ServerName,
                Authorities = [X509Certificate2.CreateFromPem(entry.AuthorityPem)],
                Token = new FixedToken(entry.Token),
            },
            clock.Time);
    }

    /// <summary>A client of a cluster that lives in it: no wire between.</summary>
    public IKubeApi Inside(string clusterId) => InsideAs(ApiUser.Admin, clusterId);

    /// <summary>The same for another than the fleet's own user.</summary>
    public IKubeApi InsideAs(ApiUser user, string clusterId) => faults.Around(
        new DirectKubeApi(clusters.First(candidate => candidate.Id == clusterId).Api, user),
        "fairway",
        clusterId);

    /// <summary>The text of a kubeconfig that has this cluster alone.</summary>
    public string KubeconfigOf(string clusterId) =>
        Kubeconfig.Text([entries.First(candidate => candidate.Name == clusterId)]);

    /// <summary>Ends watches, then controllers, then the stores, and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    private async Task PopulateAsync(
        FleetOptions options, StoredCredentials stored, FleetEnvironment environment, CancellationToken cancel)
    {
        var keys = FleetKeys.Of(stored, Ids(options.Members), environment.Time.GetUtcNow());
        foreach (var key in keys)
        {
            cancel.ThrowIfCancellationRequested();
            var isKept = clock.Loop is null && (key.Id == ClusterIds.Meta || options.Keep);
            var journal = isKept ? new SqliteJournal(folder.Database(key.Id)) : null;
            var cluster = FleetCluster.Open(key, journal, environment, webhooks);
            clusters.Add(cluster);
            listener.Add(new ServedCluster(key.Id, HandlerOf(cluster.Api), key.Authority, key.Token)
            {
                Tokens = cluster.Api.Authenticate,
                Flows = cluster.Api.FlowOf,
                Anonymous = options.AllowsAnonymous,
            });
        }

        await Task.WhenAll(clusters.Zip(keys, (cluster, key) =>
            cluster.StartAsync(
                environment.BehaviourOf(key) with { Signer = new FleetSigner(key.Authority, cluster.Api) },
                faults,
                environment.Log,
                cancel)));
        entries = [.. keys.Select(Entry)];
        FleetKeys.Store(keys, stored, listener.Port).Write(folder.Credentials);
        AtomicFile.Write(folder.Kubeconfig, Kubeconfig.Text(entries));
    }

    private static IEnumerable<string> Ids(IReadOnlyList<FleetMember> members) =>
        [ClusterIds.Meta, .. members.Select(member => member.Id)];

    private ApiHandler HandlerOf(ApiServer api) =>
        clock.Loop is { } loop ? new LoopGateway(loop, api).HandleAsync : api.HandleAsync;

    private KubeconfigEntry Entry(ClusterKeys keys) => new(
        keys.Id,
        listener.UrlOf(keys.Id),
        ClusterAuthority.ServerNameOf(keys.Id),
        keys.Authority.CertificatePem,
        keys.Token.Text);

    private async Task StopAsync()
    {
        await listener.DisposeAsync();
        await Task.WhenAll(clusters.Select(cluster => cluster.DisposeAsync().AsTask()));
        webhooks.Dispose();
    }
}
