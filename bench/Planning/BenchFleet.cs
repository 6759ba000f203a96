using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Components;
using Fairway.Components.Sealing;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Crds;
using Fairway.Merge.Plans;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;
using Fairway.Releases.Manager;
using Fairway.Rollouts;
using Fairway.Schema.Digests;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Planning;

/// <summary>
/// A fleet that was rolled out: of every pair the target is recorded as good, and live. One pair of ten has a
/// meta-config of its cluster's own, and of one in a hundred somebody has changed an object since.
/// </summary>
internal sealed class BenchFleet : IClusterDirectory
{
    /// <summary>The pipeline of all clusters.</summary>
    public const string Pipeline = "fleet";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly KubeEnvironment Environment = KubeEnvironment.Of(TimeProvider.System, 1);
    private static readonly SealKeys Seals = new([new("bench", new byte[SealKeys.KeySize])]);
    private readonly SortedDictionary<string, BenchTenant> tenants = new(StringComparer.Ordinal);
    private readonly DirectKubeApi meta;
    private readonly IMetaDb db;

    private BenchFleet(int clusters, int components, IMetaDb db)
    {
        this.db = db;
        var store = ApiStore.Open(TimeProvider.System);
        meta = new DirectKubeApi(
            new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(1))), ApiUser.Admin);
        foreach (var tenant in Enumerable.Range(0, clusters).Select(number => new BenchTenant(number)))
        {
            tenants[tenant.Id] = tenant;
        }

        Charts = BenchChart.Make(components);
        Kind = NewKind();
        Caches = new MetaCaches(meta, Environment);
    }

    public IReadOnlyList<BenchChart> Charts { get; }

    public IReadOnlyCollection<string> Clusters => tenants.Keys;

    public ChartChange Kind { get; private set; }

    private MetaCaches Caches { get; }

    /// <summary>Makes it.</summary>
    public static async Task<BenchFleet> MakeAsync(int clusters, int components, IMetaDb db)
    {
        var fleet = new BenchFleet(clusters, components, db);
        await fleet.DeclareAsync();
        await fleet.BringAsync();
        return fleet;
    }

    public ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel) =>
        new(tenants[clusterId].Api);

    /// <summary>Remembers nothing, as a manager that has just begun.</summary>
    public void Forget() => Kind = NewKind();

    /// <summary>What a manager's work on Releases has.</summary>
    public FleetContext Context() => new(
        new ReleaseServices
        {
            MetaApi = meta,
            FenceReads = new FenceReads(meta),
            Directory = this,
            MetaDb = db,
            Kinds = [Kind],
            Gates = [],
            Environment = Environment,
            Caches = Caches,
            Member = "bench",
            LookEvery = TimeSpan.FromSeconds(30),
        },
        meta,
        new PlanShelf(db),
        new AttemptBook());

    private ChartChange NewKind() => new(
        meta,
        this,
        db,
        new ChartTools(new RolloutCatalogue(), new SecretMask("a key of the bench"u8), Seals, TimeProvider.System));

    /// <summary>Writes all that people write to the meta cluster.</summary>
    private async Task DeclareAsync()
    {
        await new CrdInstaller(meta, Environment).InstallAsync(ApiCrds.Meta, TimeSpan.FromMinutes(1), None);
        await NamespaceAsync(Labels.SystemNamespace);
        var pipeline = new ReleasePipeline
        {
            Metadata = new ObjectMeta { Name = Pipeline },
            Spec = new ReleasePipelineSpec { Stages = [new Stage { Name = "all", Selector = new LabelSelector() }] },
        };
        await PostAsync(pipeline, ApiJson.Default.ReleasePipeline);
        var number = 0;
        foreach (var id in tenants.Keys)
        {
            await NamespaceAsync(id);
            await PostAsync(ClusterOf(id, number++), ApiJson.Default.Cluster, id);
        }

        foreach (var chart in Charts)
        {
            await DeclareAsync(chart);
        }

        foreach (var cache in Caches.All)
        {
            _ = cache.RunAsync(None);
        }

        foreach (var cache in Caches.All)
        {
            await cache.WaitForSyncAsync(None);
        }
    }

    private async Task DeclareAsync(BenchChart chart)
    {
        var map = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = chart.ConfigMap },
            ["binaryData"] = new JsonObject { ["chart.tgz"] = chart.Archive },
        };
        await meta.CreateAsync(KubeResources.ConfigMaps, Labels.SystemNamespace, map, null, None);
        await PostAsync(chart.Component, ApiJson.Default.Component);
        await PostAsync(chart.Version(BenchChart.Old), ApiJson.Default.ComponentVersion);
        await PostAsync(chart.Version(BenchChart.New), ApiJson.Default.ComponentVersion);
        foreach (var config in Configs(chart))
        {
            await PostAsync(config, ApiJson.Default.MetaConfig);
        }
    }

    private IEnumerable<MetaConfig> Configs(BenchChart chart)
    {
        yield return Config(chart, "all", "os", "linux");
        yield return Config(chart, "north", "zone", "north") with
        {
            Spec = new MetaConfigSpec
            {
                Component = chart.Name,
                Selector = new LabelSelector
                {
                    MatchLabels = new Dictionary<string, string> { [Labels.Region] = "region-0" },
                },
                Values = Selector("zone", "north"),
            },
        };
        var place = int.Parse(chart.Name[^3..], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var cluster in tenants.Keys.Where((_, number) => (number + place) % 10 == 0))
        {
            yield return Config(chart, cluster, "pool", cluster) with
            {
                Spec = new MetaConfigSpec
                {
                    Component = chart.Name,
                    Cluster = cluster,
                    Values = Selector("pool", cluster),
                },
            };
        }
    }

    private static MetaConfig Config(BenchChart chart, string name, string key, string value) => new()
    {
        Metadata = new ObjectMeta { Name = $"{chart.Name}-{name}" },
        Spec = new MetaConfigSpec { Component = chart.Name, Values = Selector(key, value) },
    };

    private static JsonObject Selector(string key, string value) =>
        new() { ["nodeSelector"] = new JsonObject { [$"bench.example/{key}"] = value } };

    private static Cluster ClusterOf(string id, int number) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Cluster.FixedName,
            Namespace = id,
            Labels = new Dictionary<string, string>
            {
                [Labels.Stage] = "production",
                [Labels.Region] = $"region-{number % 9}",
            },
        },
    };

    /// <summary>Every pair as after a Release that went through.</summary>
    private async Task BringAsync()
    {
        var some = Caches.Clusters.All.Select(item => item.Value).ToList();
        await Parallel.ForEachAsync(
            some,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (cluster, _) => await BringAsync(cluster, some.IndexOf(cluster)));
        Forget();
    }

    private async Task BringAsync(Cluster cluster, int number)
    {
        var shelf = new TargetShelf(db, Seals);
        var tenant = tenants[cluster.Id];
        var kinds = await TenantKinds.DiscoverAsync(tenant.Api, None);
        await tenant.PrepareAsync();
        var planning = Kind;
        var configs = Caches.MetaConfigs.All.Select(item => item.Value).ToLookup(config => config.Spec.Component);
        for (var i = 0; i < Charts.Count; i++)
        {
            var chart = Charts[i];
            var pinned = await planning.PinAsync(
                new ChangeRequest(cluster, chart.Component, chart.Version(BenchChart.Old), [.. configs[chart.Name]]),
                None);
            var target = await shelf.GetAsync(pinned.TargetDigest, None);
            await tenant.BringAsync(target, pinned.TargetDigest, kinds, drifts: (number + i) % 100 == 1);
            await RecordAsync(cluster.Id, pinned);
        }
    }

    private Task RecordAsync(string cluster, PinnedChange pinned)
    {
        var record = new ComponentRecord
        {
            ClusterId = cluster,
            Component = pinned.Component,
            Mark = RecordMark.Intended,
            Version = pinned.Version,
            ValuesDigest = Digest.Parse(pinned.ValuesDigest!),
            ManifestDigest = Digest.Parse(pinned.TargetDigest),
            ReleaseId = "first.00000000",
            Epoch = 1,
            At = DateTimeOffset.UnixEpoch,
        };
        return db.CommitAsync(
            new MetaDbBatch
            {
                Records =
                [
                    new RecordWrite(record, 0),
                    new RecordWrite(record with { Mark = RecordMark.Applied }, 1),
                    new RecordWrite(record with { Mark = RecordMark.Good }, 2),
                ],
            },
            None);
    }

    private Task NamespaceAsync(string name) => meta.CreateAsync(
        KubeResources.Namespaces,
        null,
        new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } },
        null,
        None);

    private Task PostAsync<T>(T item, JsonTypeInfo<T> type, string? ns = null)
        where T : FairwayObject
    {
        var body = JsonSerializer.SerializeToNode(item, type)!;
        (body["apiVersion"], body["kind"]) = (ApiGroup.ApiVersion, typeof(T).Name);
        return meta.CreateAsync(FairwayResources.Of<T>(), ns, body, null, None);
    }
}
