using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Components;
using Fairway.Components.Drift;
using Fairway.Components.Sealing;
using Fairway.Delivery.Metrics;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Clusters;
using Fairway.Kube.Crds;
using Fairway.Kube.Http;
using Fairway.Kube.Requests;
using Fairway.Merge.Plans;
using Fairway.MetaDb.Memory;
using Fairway.Releases.Manager;
using Fairway.Rollouts;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>A meta cluster, tenants and the real manager in one process and in real time. Tenants are whole APIs with a
/// ready node, and no controllers.</summary>
internal sealed class ReleaseFleet : IClusterDirectory, IDisposable
{
    /// <summary>The pipeline of all Releases.</summary>
    public const string Pipeline = "fleet";

    /// <summary>The keys of its Secrets.</summary>
    public static readonly SealKeys Seals = new([new("bench", new byte[SealKeys.KeySize])]);

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly KubeEnvironment Environment = KubeEnvironment.Of(TimeProvider.System, 1);
    private static readonly string[] Stages = ["testing", "canary", "production"];
    private readonly ConcurrentDictionary<string, IKubeApi> lines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ClusterStore> stores = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DirectKubeApi> tenants = new(StringComparer.Ordinal);
    private readonly ClusterStore metaStore;
    private CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;
    private int lives;

    public ReleaseFleet(int clusters, Lines toTenants)
    {
        ToTenants = toTenants;
        (metaStore, Meta) = Open(0);
        for (var number = 1; number <= clusters; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"cluster-{number:0000}");
            (stores[id], tenants[id]) = Open(number);
        }

        Releases = new ObjectCache<Release>(
            Meta, FairwayResources.Of<Release>(), ApiJson.Default.Release, Environment);
    }

    /// <summary>The meta cluster, past all lines.</summary>
    public DirectKubeApi Meta { get; }

    public Lines ToTenants { get; }

    public Lines ToMeta { get; } = new(TimeSpan.Zero, 0);

    public InMemoryMetaDb Db { get; } = new();

    public IMetricSource? Metrics { get; init; }

    public int Clusters => tenants.Count;

    /// <summary>What people see of Releases.</summary>
    public ObjectCache<Release> Releases { get; }

    /// <summary>How many writes there were, in all clusters.</summary>
    public long Revisions => metaStore.Revision + stores.Values.Sum(store => store.Revision);

    public long MetaRevisions => metaStore.Revision;

    public IEnumerable<string> Ids => tenants.Keys;

    public DirectKubeApi Tenant(string id) => tenants[id];

    public ChartChange NewCharts() => NewCharts(Meta);

    public ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel) => new(lines.GetOrAdd(
        clusterId, id => new RetryingKubeApi(new BenchLine(tenants[id], ToTenants), Environment)));

    /// <summary>Installs what there must be, and lets the clusters join.</summary>
    public async Task PrepareAsync(string pipeline)
    {
        await new CrdInstaller(Meta, Environment).InstallAsync([.. ApiCrds.Meta], TimeSpan.FromMinutes(1), None);
        await NamespaceAsync(Meta, Labels.SystemNamespace);
        await PostAsync<ReleasePipeline>(Pipeline, JsonNode.Parse(pipeline)!);
        foreach (var (number, (id, tenant)) in tenants.Index())
        {
            await NamespaceAsync(Meta, id);
            await PostAsync<Cluster>(Cluster.FixedName, new JsonObject(), id, StageOf(number));
            await NodeAsync(tenant);
        }

        _ = Releases.RunAsync(None);
        await Releases.WaitForSyncAsync(None);
    }

    /// <summary>Declares a component in a version.</summary>
    public async Task DeclareAsync(SmallChart chart, params string[] versions)
    {
        await Meta.CreateAsync(
            KubeResources.ConfigMaps,
            Labels.SystemNamespace,
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = chart.ConfigMap },
                ["binaryData"] = new JsonObject { ["chart.tgz"] = chart.Archive },
            },
            null,
            None);
        await PostAsync<Component>(chart.Name, Node(SmallChart.Component, ApiJson.Default.ComponentSpec));
        foreach (var version in versions)
        {
            await PostAsync<ComponentVersion>($"{chart.Name}-{version}",
                Node(chart.Version(version), ApiJson.Default.ComponentVersionSpec));
        }
    }

    public Task ReleaseAsync(string name, params ReleaseChange[] changes) => PostAsync<Release>(name,
        Node(new ReleaseSpec { Pipeline = Pipeline, Changes = changes }, ApiJson.Default.ReleaseSpec));

    /// <summary>Starts the manager, or starts it again.</summary>
    public void Start()
    {
        ending.Dispose();
        ending = new CancellationTokenSource();
        var environment = KubeEnvironment.Of(TimeProvider.System, ++lives);
        var meta = new RetryingKubeApi(new BenchLine(Meta, ToMeta), environment);
        var charts = NewCharts(meta);
        var options = new ManagerOptions
        {
            MetaApi = meta,
            Directory = this,
            MetaDb = Db,
            ChangeKinds = [charts],
            Drifts = [new ChartDrift(charts, environment)],
            Metrics = Metrics,
            Member = $"bench-{lives}",
            Environment = environment,
        };
        running = Task.Run(() => ReleaseManager.RunAsync(options, ending.Token));
    }

    private ChartChange NewCharts(IKubeApi meta) => new(
        meta,
        this,
        Db,
        new ChartTools(
            new RolloutCatalogue(), new SecretMask("a key of the bench"u8), Seals, TimeProvider.System));

    /// <summary>Stops it; its Leases are given up.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync();
        await running;
    }

    /// <summary>After the manager was stopped.</summary>
    public void Dispose() => ending.Dispose();

    /// <summary>Waits until something is so of the Releases; throws where the manager fails.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<Release>, bool> wanted)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Releases.Subscribe(_ =>
        {
            if (wanted([.. Releases.All.Select(item => item.Value)]))
            {
                done.TrySetResult();
            }
        });
        await await Task.WhenAny(done.Task, running);
    }

    /// <summary>Writes an object to the meta cluster.</summary>
    public Task<KubeResponse> PostAsync<T>(string name, JsonNode spec, string? ns = null, string? stage = null)
        where T : FairwayObject
    {
        var metadata = new JsonObject { ["name"] = name };
        if (stage is not null)
        {
            metadata["labels"] = new JsonObject { [Labels.Stage] = stage };
        }

        var body = new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion, ["kind"] = typeof(T).Name, ["metadata"] = metadata, ["spec"] = spec,
        };
        return Meta.CreateAsync(FairwayResources.Of<T>(), ns, body, null, None);
    }

    private static JsonNode Node<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(value, type)!;

    /// <summary>A tenth is for tests, a fifth are canaries.</summary>
    private string StageOf(int number) =>
        Stages[number < Math.Max(1, Clusters / 10) ? 0 : number < Math.Max(2, Clusters * 3 / 10) ? 1 : 2];

    private static async Task NodeAsync(DirectKubeApi tenant)
    {
        var node = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "n1" } };
        await tenant.CreateAsync(KubeResources.Nodes, null, node, null, None);
        var ready = JsonNode.Parse("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""")!;
        await tenant.MergePatchAsync(
            KubeResources.Nodes, new ObjectKey(null, "n1"), ready, new WriteOptions { Subresource = "status" }, None);
    }

    private static Task NamespaceAsync(DirectKubeApi cluster, string name) => cluster.CreateAsync(
        KubeResources.Namespaces,
        null,
        new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } },
        null,
        None);

    private static (ClusterStore Store, DirectKubeApi Api) Open(int number)
    {
        var store = ApiStore.Open(TimeProvider.System);
        var server = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(number)));
        return (store, new DirectKubeApi(server, ApiUser.Admin));
    }
}
