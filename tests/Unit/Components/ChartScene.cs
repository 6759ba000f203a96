using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Charts;
using Fairway.Components;
using Fairway.Components.Packaging;
using Fairway.Components.Sealing;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Controllers;
using Fairway.Kube.Crds;
using Fairway.MetaDb.Memory;
using Fairway.Merge.Plans;
using Fairway.Rollouts;
using Fairway.Schema.Digests;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Tests.Components;

/// <summary>
/// The sample chart registry-cache on one twin, which is meta cluster and tenant in one, with the real tenant process.
/// The executor's part is played by hand: intent, configure, applied, steps, good.
/// </summary>
internal sealed class ChartScene : IClusterDirectory, IActFence, IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly TwinCluster cluster;
    private readonly KubeEnvironment environment;
    private Task tenant = Task.CompletedTask;
    private long releases;

    private ChartScene(TwinCluster cluster)
    {
        this.cluster = cluster;
        environment = KubeEnvironment.Of(cluster.Time, 5) with { Logs = cluster.Logs };
        Chart = new ChartChange(
            cluster.Api,
            this,
            Db,
            new ChartTools(new RolloutCatalogue(), new SecretMask(new byte[16]), Keys, environment.Time));
    }

    /// <summary>What seals Secrets in the records.</summary>
    public static SealKeys Keys { get; } = new([new("k1", new byte[SealKeys.KeySize])]);

    public InMemoryMetaDb Db { get; } = new();

    public ChartChange Chart { get; }

    public TwinCluster Cluster => cluster;

    public List<MetaConfig> Configs { get; } = [];

    /// <summary>The chart that is brought.</summary>
    public Chart Loaded { get; private set; } = ChartArchive.Load(Files());

    /// <summary>Says no to every write from the given one on; null: to none.</summary>
    public int? FencedFrom { get; set; }

    public int Fences { get; private set; }

    /// <summary>How often the fence was asked whether something may begin.</summary>
    public int Beginnings { get; private set; }

    public static void Run(Func<ChartScene, Task> scenario, PodBehaviours? behaviours = null) => TwinCluster.Run(
        async cluster =>
        {
            using var scene = new ChartScene(cluster);
            await new CrdInstaller(cluster.Api, scene.environment).InstallAsync(
                ApiCrds.Tenant, TimeSpan.FromMinutes(1), CancellationToken.None);
            await cluster.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"fairway-system"}}""");
            await scene.PushAsync(Files());
            scene.StartTenant();
            try
            {
                await scenario(scene);
            }
            finally
            {
                scene.ending.Cancel();
                await scene.tenant;
            }
        },
        nodes: 3,
        behaviours);

    public void Dispose() => ending.Dispose();

    public Task<ChangePlan> PlanAsync(ChangeOrder order) => Chart.PlanAsync(order, CancellationToken.None);

    public ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel) => new(cluster.Api);

    public Task EnsureAsync(CancellationToken cancel) => ++Fences >= FencedFrom
        ? throw new FencedException("Stopped", "the scene says no")
        : Task.CompletedTask;

    public Task EnsureMayBeginAsync(CancellationToken cancel)
    {
        Beginnings++;
        return EnsureAsync(cancel);
    }

    public async Task<ChangeOrder> OrderAsync(string tag, Direction direction = Direction.Forward) => new()
    {
        ClusterId = "c1",
        Release = $"r-{++releases}.00000000",
        Direction = direction,
        Target = await Chart.PinAsync(Request(tag), default),
        Steps =
        [
            new RolloutStep { Partition = IntOrPercent.Percent(50) },
            new RolloutStep { Partition = IntOrPercent.Count(0) },
        ],
        Fence = this,
    };

    public ChangeRequest Request(string tag) => new(
        new Cluster { Metadata = new ObjectMeta { Name = Fairway.Api.Clusters.Cluster.FixedName, Namespace = "c1" } },
        new Component
        {
            Metadata = new ObjectMeta { Name = "registry-cache" },
            Spec = new ComponentSpec
            {
                Type = ComponentType.AddOn,
                Namespace = "cache",
                Images = [new ImagePlace { Name = "cache", Path = "image", Form = ImageForm.Parts }],
            },
        },
        new ComponentVersion
        {
            Metadata = new ObjectMeta { Name = $"registry-cache-{tag}" },
            Spec = new ComponentVersionSpec
            {
                Component = "registry-cache",
                Version = tag,
                Chart = new ChartReference { Digest = $"{Loaded.Digest}", ConfigMap = MapOf(Loaded) },
                Images = new Dictionary<string, string>
                {
                    ["cache"] = $"registry.example/library/registry-cache:{tag}",
                },
            },
        },
        Configs);

    /// <summary>Carries an order through, as the executor does.</summary>
    public async Task<ChangeSight> CarryAsync(ChangeOrder order)
    {
        await ConfigureAsync(order);
        var sight = await WalkAsync(order);
        await RecordAsync(order, RecordMark.Good);
        return sight;
    }

    public async Task ConfigureAsync(ChangeOrder order)
    {
        var plan = await Chart.PlanAsync(order, default);
        await RecordAsync(order, RecordMark.Intended);
        var approved = plan.Changes.Select(change => change.Fingerprint).ToHashSet(StringComparer.Ordinal);
        for (var look = 0; await ActAsync(order, new ChangeAct.Configure(approved)) is not ActResult.Done;)
        {
            if (++look > 300)
            {
                throw new InvalidOperationException($"never configured\n{cluster.Logs}");
            }

            await cluster.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        await RecordAsync(order, RecordMark.Applied);
    }

    public async Task<ChangeSight> WalkAsync(ChangeOrder order)
    {
        for (var step = 0; step < order.Steps.Count; step++)
        {
            await StepAsync(order, step);
        }

        return await Chart.ObserveAsync(order, default);
    }

    public async Task<ChangeSight> StepAsync(ChangeOrder order, int step)
    {
        for (var look = 0; look < 300; look++)
        {
            var grant = new ChangeAct.Grant(step, cluster.Now + TimeSpan.FromSeconds(30));
            await ActAsync(order, grant);
            await cluster.PassAsync(TimeSpan.FromSeconds(1));
            var sight = await Chart.ObserveAsync(order, default);
            if (sight.State == ChangeState.Stopped
                || (sight.State is ChangeState.AtStep or ChangeState.Complete && sight.Step >= step))
            {
                return sight;
            }
        }

        throw new InvalidOperationException(
            $"step {step} was never reached: {await Chart.ObserveAsync(order, default)}\n{cluster.Logs}");
    }

    /// <summary>A conflict is to be tried again, as the executor's host does.</summary>
    public async Task<ActResult> ActAsync(ChangeOrder order, ChangeAct act)
    {
        try
        {
            return await Chart.ActAsync(order, act, default);
        }
        catch (KubeApiException e) when (e.IsConflict)
        {
            return new ActResult.Waiting("Conflict", e.Message);
        }
    }

    public async Task RecordAsync(ChangeOrder order, RecordMark mark)
    {
        var state = await Db.NewestAsync(new PairKey("c1", order.Target.Component), default);
        var record = new ComponentRecord
        {
            ClusterId = "c1",
            Component = order.Target.Component,
            Mark = mark,
            Version = order.Target.Version,
            ManifestDigest = Digest.Parse(order.Target.TargetDigest),
            ReleaseId = order.Release,
            Epoch = 1,
            At = cluster.Now,
        };
        await Db.RecordAsync(record, state.Sequence, default);
    }

    /// <summary>The tags of the pods' images, in order of their names: <c>1 1 2</c>.</summary>
    public async Task<string> TagsAsync() => string.Join(' ', (await cluster.ListAsync("/api/v1/namespaces/cache/pods"))
        .OrderBy(pod => (string?)pod["metadata"]!["name"], StringComparer.Ordinal)
        .Select(pod => ((string)pod["spec"]!["containers"]![0]!["image"]!).Split(':')[1]));

    public void Configure(string values) => Configs.Add(new MetaConfig
    {
        Metadata = new ObjectMeta { Name = $"config-{Configs.Count}" },
        Spec = new MetaConfigSpec { Component = "registry-cache", Values = JsonNode.Parse(values)!.AsObject() },
    });

    private static SortedDictionary<string, ReadOnlyMemory<byte>> Files([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(here, "..", "..", "..", "..", "samples", "charts", "registry-cache");
        folder = Path.GetFullPath(folder);
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            files[Path.GetRelativePath(folder, file).Replace('\\', '/')] = File.ReadAllBytes(file);
        }

        return files;
    }

    /// <summary>Pushes a chart, which is the one that is brought from then on.</summary>
    public async Task PushAsync(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        Loaded = ChartArchive.Load(files);
        var archive = Convert.ToBase64String(ChartFiles.Pack("registry-cache", files));
        await cluster.PostAsync(
            "/api/v1/namespaces/fairway-system/configmaps",
            JsonSerializer.Serialize(new
            {
                metadata = new { name = MapOf(Loaded) },
                binaryData = new Dictionary<string, string> { ["chart.tgz"] = archive },
            }));
    }

    private static string MapOf(Chart chart) => $"chart-{$"{chart.Digest}"["sha256:".Length..][..12]}";

    private void StartTenant()
    {
        var host = new ControllerHost(environment);
        tenant = TenantControllers.Add(host, cluster.Api, environment).RunAsync(ending.Token);
    }
}
