using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Metrics;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;
using Fairway.MetaDb.Memory;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>A meta cluster in a twin, tenants that answer and a scripted kind of change, on one thread in virtual
/// time.</summary>
internal sealed class ReleaseWorld
{
    private readonly SortedDictionary<string, FakeTenant> tenants = new(StringComparer.Ordinal);
    private readonly List<ManagerProcess> managers = [];
    private readonly OneThread thread;

    private ReleaseWorld(OneThread thread)
    {
        this.thread = thread;
        Meta = new CountingApi(new DirectKubeApi(Server(), ApiUser.Admin));
        Drift = new FakeDrift(this);
    }

    public CountingApi Meta { get; }

    public FakeDrift Drift { get; }

    public FakeNotifier Notifier { get; } = new();

    /// <summary>Whom managers ask for metrics; null for nobody.</summary>
    public IMetricSource? Metrics { get; set; }

    public InMemoryMetaDb Db { get; } = new();

    public bool IsDbDown { get; set; }

    public TimeProvider Time => thread.Time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public LogLines Logs { get; } = new();

    /// <summary>What the kind of change did, in order.</summary>
    public List<Deed> Deeds { get; } = [];

    /// <summary>What targets were made of, in order.</summary>
    public List<ChangeRequest> Asked { get; } = [];

    /// <summary>Runs a scenario.</summary>
    public static void Run(Func<ReleaseWorld, Task> scenario, TimeSpan? longest = null)
    {
        var thread = new OneThread();
        thread.Run(
            async () =>
            {
                var world = new ReleaseWorld(thread);
                await world.SetUpAsync();
                await scenario(world);
                await Task.WhenAll(world.managers.Where(one => !one.IsDead).Select(one => one.StopAsync()));
                world.managers.Where(one => !one.IsDead).ToList().ForEach(one => one.Dispose());
            },
            longest ?? TimeSpan.FromHours(2));
    }

    public FakeTenant Tenant(string id) => tenants.TryGetValue(id, out var tenant)
        ? tenant
        : throw new KubeApiException(0, "Unreachable", $"there is no cluster {id}");

    public void Tell(FakeTenant tenant, ChangeOrder order, string what) =>
        Deeds.Add(new Deed(Now, tenant.Id, order.Direction, order.Target.Version, what));

    public ManagerProcess Manager(string name = "m1", int? diesAfter = null)
    {
        var manager = new ManagerProcess(this, name, diesAfter);
        managers.Add(manager);
        return manager;
    }

    /// <summary>A cluster of a stage that runs a version, by no Release's doing.</summary>
    public async Task<FakeTenant> ClusterAsync(string id, string stage, int importance = 5)
    {
        if (!tenants.TryGetValue(id, out var tenant))
        {
            tenant = tenants[id] = new FakeTenant(id, Server());
            await NodeAsync(tenant);
            var metadata = new JsonObject { ["name"] = id };
            await TryPostAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = metadata });
        }

        await PostAsync($"/apis/fairway.dev/v1alpha1/namespaces/{id}/clusters", new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "Cluster",
            ["metadata"] = new JsonObject
            {
                ["name"] = Cluster.FixedName,
                ["labels"] = new JsonObject
                {
                    [Labels.Stage] = stage,
                    [Labels.Importance] = $"{importance}",
                },
            },
            ["spec"] = new JsonObject(),
        });
        return tenant;
    }

    public async Task VersionAsync(string version, string component = "proxy") =>
        await PostAsync("/apis/fairway.dev/v1alpha1/componentversions", new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "ComponentVersion",
            ["metadata"] = new JsonObject { ["name"] = ComponentVersion.NameOf(component, version) },
            ["spec"] = new JsonObject { ["component"] = component, ["version"] = version },
        });

    /// <summary>A component beside <c>proxy</c>, where there is none of that name.</summary>
    public Task ComponentAsync(string name) =>
        TryPostAsync("/apis/fairway.dev/v1alpha1/components", new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "Component",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["type"] = "AddOn" },
        });

    public async Task PipelineAsync(string spec, string name = "fleet") =>
        await PostAsync("/apis/fairway.dev/v1alpha1/releasepipelines", new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "ReleasePipeline",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = JsonNode.Parse(spec),
        });

    public async Task ReleaseAsync(string name, string version, string more = "{}", string component = "proxy")
    {
        await TryPostAsync("/apis/fairway.dev/v1alpha1/componentversions", new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "ComponentVersion",
            ["metadata"] = new JsonObject { ["name"] = ComponentVersion.NameOf(component, version) },
            ["spec"] = new JsonObject { ["component"] = component, ["version"] = version },
        });
        var spec = (JsonObject)JsonNode.Parse(more)!;
        spec["pipeline"] = "fleet";
        spec["changes"] = new JsonArray(new JsonObject { ["component"] = component, ["version"] = version });
        await PostAsync("/apis/fairway.dev/v1alpha1/releases", new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "Release",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec,
        });
    }

    public Task<Release?> FindAsync(string name) => Meta.FindAsync(
        FairwayResources.Of<Release>(), new ObjectKey(null, name), ApiJson.Default.Release, CancellationToken.None);

    public Task<ClusterRelease?> FindAsync(string cluster, string name) => Meta.FindAsync(
        FairwayResources.Of<ClusterRelease>(), new ObjectKey(cluster, name), ApiJson.Default.ClusterRelease,
        CancellationToken.None);

    /// <summary>Waits, while time passes, until a Release is as wanted.</summary>
    public async Task<Release> UntilAsync(string name, Func<Release, bool> wanted, TimeSpan? longest = null)
    {
        var limit = Now + (longest ?? TimeSpan.FromMinutes(20));
        while (Now < limit)
        {
            if (await FindAsync(name) is { } release && wanted(release))
            {
                return release;
            }

            await PassAsync(TimeSpan.FromMilliseconds(200));
        }

        var now = await Meta.GetAsync(FairwayResources.Of<Release>(), new ObjectKey(null, name), default);
        throw new InvalidOperationException(
            $"{name} does not become as wanted: {now.ReadNode()}\n{await AllAsync(name)}\n"
            + $"{string.Join('\n', Deeds.TakeLast(30))}\n{Logs}");
    }

    public Task<Release> UntilAsync(string name, ReleasePhase phase) =>
        UntilAsync(name, release => release.Status?.Phase == phase);

    public async Task<ClusterRelease> UntilAsync(string cluster, string name, Func<ClusterRelease, bool> wanted)
    {
        for (var look = 0; look < 6000; look++)
        {
            if (await FindAsync(cluster, name) is { } item && wanted(item))
            {
                return item;
            }

            await PassAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException(
            $"{cluster}/{name} does not become as wanted: {await AllAsync(name)}\n{Logs}");
    }

    public Task PassAsync(TimeSpan time) => Task.Delay(time, Time);

    public Task PassAsync(int seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    public async Task<JsonObject> PatchAsync(string path, string patch) => await SendAsync("PATCH", path, patch);

    public async Task<JsonObject> PatchReleaseAsync(string name, string spec) =>
        await PatchAsync($"/apis/fairway.dev/v1alpha1/releases/{name}", $$"""{"spec":{{spec}}}""");

    public async Task DeleteAsync(string path) => await SendAsync("DELETE", path, null);

    public async Task PostAsync(string path, JsonObject body)
    {
        var response = await RequestAsync("POST", path, body.ToJsonString());
        response.EnsureSuccess();
    }

    private async Task TryPostAsync(string path, JsonObject body) =>
        await RequestAsync("POST", path, body.ToJsonString());

    private async Task<string> AllAsync(string name)
    {
        var text = new StringBuilder();
        foreach (var id in tenants.Keys)
        {
            var item = await FindAsync(id, name);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{id}: {item?.Status}\n");
        }

        return text.ToString();
    }

    private static async Task NodeAsync(FakeTenant tenant)
    {
        var node = JsonNode.Parse("""{"metadata":{"name":"n1"}}""")!;
        var ready = JsonNode.Parse("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""")!;
        var system = JsonNode.Parse("""{"metadata":{"name":"kube-system"}}""")!;
        var status = new WriteOptions { Subresource = "status" };
        await tenant.Api.CreateAsync(KubeResources.Nodes, null, node, null, default);
        await tenant.Api.MergePatchAsync(KubeResources.Nodes, new ObjectKey(null, "n1"), ready, status, default);
        if (await tenant.Api.FindAsync(KubeResources.Namespaces, new ObjectKey(null, "kube-system"), default) is null)
        {
            await tenant.Api.CreateAsync(KubeResources.Namespaces, null, system, null, default);
        }
    }

    private async Task SetUpAsync()
    {
        await new CrdInstaller(Meta, KubeEnvironment.Of(Time, 1))
            .InstallAsync(ApiCrds.Meta, TimeSpan.FromMinutes(1), CancellationToken.None);
        await TryPostAsync("/api/v1/namespaces", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Labels.SystemNamespace },
        });
        await ComponentAsync("proxy");
    }

    private ApiServer Server()
    {
        var store = ApiStore.Open(Time);
        return new ApiServer(new ApiServerOptions(store, Time, new Random(1)));
    }

    private async Task<JsonObject> SendAsync(string method, string path, string? body) =>
        (JsonObject)(await RequestAsync(method, path, body)).ReadNode();

    private Task<KubeResponse> RequestAsync(string method, string path, string? body) => Meta.SendAsync(
        new KubeRequest
        {
            Method = method,
            Path = path,
            UserAgent = "tests",
            ContentType = body is null ? null : method == "PATCH" ? "application/merge-patch+json" : "application/json",
            Body = body is null ? default : Encoding.UTF8.GetBytes(body),
        },
        CancellationToken.None);
}
