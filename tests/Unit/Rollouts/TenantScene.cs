using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>
/// One workload in a twin, and the executor's part of a rollout played by hand: brake, template, generation, permits.
/// </summary>
internal sealed class TenantScene(TwinCluster cluster, string kind)
{
    public const string Apps = "/apis/apps/v1/namespaces/default";
    public const string Pods = "/api/v1/namespaces/default/pods";
    /// <summary>The pace of the Rollouts, as JSON.</summary>
    public string Pace { get; set; } = "{}";

    private static readonly TimeSpan Permit = TimeSpan.FromSeconds(30);
    private readonly List<Tenant> tenants = [];
    private readonly List<PodChecker> checkers = [];
    private readonly List<CountChecker> counters = [];
    private int change;

    public TwinCluster Cluster => cluster;

    public string WorkloadPath =>
        $"/apis/{ApiVersion}/namespaces/default/{kind.ToLowerInvariant()}s/web";

    /// <summary>Of the workload.</summary>
    public string ApiVersion { get; init; } = "apps/v1";

    public string RolloutPath => "/apis/fairway.dev/v1alpha1/namespaces/default/rollouts/web";

    public static void Run(
        Func<TenantScene, Task> scenario,
        string kind = "StatefulSet",
        int nodes = 3,
        PodBehaviours? behaviours = null) =>
        TwinCluster.Run(
            async cluster =>
            {
                await new CrdInstaller(cluster.Api, KubeEnvironment.Of(cluster.Time, 3))
                    .InstallAsync(ApiCrds.Tenant, TimeSpan.FromSeconds(30), CancellationToken.None);
                var scene = new TenantScene(cluster, kind);
                try
                {
                    await scenario(scene);
                }
                finally
                {
                    await scene.EndAsync();
                }
            },
            nodes,
            behaviours);

    /// <summary>Through what tenant processes reach the cluster.</summary>
    public Func<IKubeApi, IKubeApi> Line { get; set; } = static api => api;

    /// <summary>The tenant process that was started last.</summary>
    public Tenant? Last => tenants.LastOrDefault();

    /// <summary>Starts a process of <c>fairway tenant</c>, which dies in the middle of the write of this
    /// number.</summary>
    public Tenant StartTenant(int? diesAfter = null)
    {
        var tenant = new Tenant(cluster, Line(cluster.Api)).Start(diesAfter);
        tenants.Add(tenant);
        return tenant;
    }

    /// <summary>Watches the pods from now on.</summary>
    public PodChecker Check(int firstNew = int.MaxValue)
    {
        var checker = new PodChecker(cluster) { FirstNew = firstNew };
        checkers.Add(checker);
        return checker;
    }

    /// <summary>Counts the pods from now on.</summary>
    public CountChecker CheckCounts()
    {
        var checker = new CountChecker(cluster);
        counters.Add(checker);
        return checker;
    }

    public async Task CreateAsync(int replicas, string image = "app:1", string spec = "")
    {
        var serviceName = kind == "StatefulSet" ? "\"serviceName\":\"web\"," : "";
        var count = kind == "DaemonSet" ? "" : $"\"replicas\":{replicas},";
        await cluster.PostAsync(WorkloadPath[..^"/web".Length], $$"""
            {"apiVersion":"{{ApiVersion}}","kind":"{{kind}}","metadata":{"name":"web"},
             "spec":{ {{serviceName}} {{spec}} {{count}}
             "selector":{"matchLabels":{"app":"web"} },
             "template":{"metadata":{"labels":{"app":"web"} },
              "spec":{"containers":[{"name":"app","image":"{{image}}"}]} } } }
            """);
        await cluster.UntilAsync(
            WorkloadPath,
            w => (Int(w, "status", "availableReplicas") ?? Int(w, "status", "numberAvailable")) == replicas);
    }

    /// <summary>A new change, with the brake; waits until the tenant shows it on.</summary>
    public async Task BrakeAsync(params string[] partitions)
    {
        var steps = string.Join(',', partitions.Select(p => $$"""{"partition":{{p}}}"""));
        var body = $$"""
            {"apiVersion":"fairway.dev/v1alpha1","kind":"Rollout","metadata":{"name":"web","namespace":"default"},
             "spec":{"workload":{"apiVersion":"{{ApiVersion}}","kind":"{{kind}}","name":"web"},
              "change":"change-{{++change}}","steps":[{{steps}}],"pace":{{Pace}} } }
            """;
        if (await cluster.ExistsAsync(RolloutPath))
        {
            await PatchRolloutAsync($$"""
                {"spec":{"change":"change-{{change}}","steps":[{{steps}}],"permittedThrough":-1,"generation":null,
                 "permitUntil":null,"paused":false} }
                """);
        }
        else
        {
            await cluster.PostAsync(RolloutPath[..^"/web".Length], body);
        }

        await UntilAsync(s => s.Braked && s.Change == $"change-{change}");
    }

    /// <summary>Applies the template as the manager does, and says at which generation.</summary>
    public async Task BringAsync(string image, int? replicas = null)
    {
        var count = kind == "DaemonSet" ? "" : $"\"replicas\":{replicas},";
        var whole = replicas is null ? "" : $$"""
            {{count}}"selector":{"matchLabels":{"app":"web"} },
            """;
        var labels = replicas is null ? "" : """
            "metadata":{"labels":{"app":"web"}},
            """;
        var applied = await ApplyAsync($$"""
            {"apiVersion":"{{ApiVersion}}","kind":"{{kind}}","metadata":{"name":"web","namespace":"default"},
             "spec":{ {{whole}} "template":{ {{labels}}
              "spec":{"containers":[{"name":"app","image":"{{image}}"}]} } } }
            """);
        await PatchRolloutAsync($$"""{"spec":{"generation":{{applied["metadata"]!["generation"]}} } }""");
    }

    public Task GrantAsync(int step, TimeSpan? permit = null) => PatchRolloutAsync(
        $$"""
        {"spec":{"permittedThrough":{{step}},"paused":false,
         "permitUntil":"{{Text(cluster.Now + (permit ?? Permit))}}"} }
        """);

    /// <summary>Grants a step, and renews its permit until the status is as wanted.</summary>
    public async Task<RolloutStatus> WalkAsync(int step, Func<RolloutStatus, bool>? wanted = null)
    {
        wanted ??= s => s.Step >= step && s.Phase is RolloutPhase.AtStep or RolloutPhase.Complete;
        for (var round = 0; round < 60; round++)
        {
            await GrantAsync(step);
            for (var second = 0; second < 10; second++)
            {
                if (await StatusAsync() is { } status && wanted(status))
                {
                    return status;
                }

                await cluster.PassAsync(TimeSpan.FromSeconds(1));
            }
        }

        throw new InvalidOperationException(await DescribeAsync());
    }

    public async Task<RolloutStatus> UntilAsync(Func<RolloutStatus, bool> wanted)
    {
        for (var look = 0; look < 1500; look++)
        {
            if (await StatusAsync() is { } status && wanted(status))
            {
                return status;
            }

            await cluster.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException(await DescribeAsync());
    }

    public async Task<RolloutStatus?> StatusAsync() =>
        JsonSerializer.Deserialize(await cluster.GetAsync(RolloutPath), ApiJson.Default.Rollout!)!.Status;

    public Task PatchRolloutAsync(string body) => SendAsync(RolloutPath, body, "application/merge-patch+json");

    public Task<JsonObject> PatchWorkloadAsync(string body) =>
        SendAsync(WorkloadPath, body, "application/strategic-merge-patch+json");

    public async Task<int?> PartitionAsync() =>
        Int(await cluster.GetAsync(WorkloadPath), "spec", "updateStrategy", "rollingUpdate", "partition");

    /// <summary>How many pods there are of an image.</summary>
    public async Task<int> CountAsync(string image) => (await cluster.ListAsync(Pods))
        .Count(pod => (string?)pod["spec"]!["containers"]![0]!["image"] == image);

    /// <summary>The images of the pods, in order of their names: <c>1 1 2</c>.</summary>
    public async Task<string> ImagesAsync() => string.Join(' ', (await cluster.ListAsync(Pods))
        .OrderBy(pod => (string?)pod["metadata"]!["name"], StringComparer.Ordinal)
        .Select(pod => ((string)pod["spec"]!["containers"]![0]!["image"]!).Split(':')[1]));

    public Task LabelNodeAsync(string node, string arch) => SendAsync(
        $"/api/v1/nodes/{node}",
        $$"""{"metadata":{"labels":{"kubernetes.io/arch":"{{arch}}"} } }""",
        "application/merge-patch+json");

    public static int? Int(JsonNode node, params string[] path) =>
        (int?)path.Aggregate((JsonNode?)node, (at, name) => at?[name]);

    public async Task EndAsync()
    {
        foreach (var tenant in tenants.ToList())
        {
            await tenant.DisposeAsync();
        }

        foreach (var checker in checkers)
        {
            await checker.DisposeAsync();
        }

        foreach (var counter in counters)
        {
            await counter.DisposeAsync();
        }

        Assert.Equal([], checkers.SelectMany(checker => checker.Offences));
        Assert.Equal([], counters.SelectMany(counter => counter.Offences));
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private async Task<JsonObject> ApplyAsync(string body)
    {
        var path = WorkloadPath;
        var response = await cluster.Api.SendAsync(
            new KubeRequest
            {
                Method = "PATCH",
                Path = path,
                ContentType = "application/apply-patch+yaml",
                Query = [new("fieldManager", "fairway"), new("force", "true")],
                Body = System.Text.Encoding.UTF8.GetBytes(body),
            },
            CancellationToken.None);
        return (JsonObject)response.ReadNode();
    }

    private async Task<JsonObject> SendAsync(string path, string body, string contentType)
    {
        var response = await cluster.Api.SendAsync(
            new KubeRequest
            {
                Method = "PATCH",
                Path = path,
                ContentType = contentType,
                Body = System.Text.Encoding.UTF8.GetBytes(body),
            },
            CancellationToken.None);
        return (JsonObject)response.ReadNode();
    }

    private async Task<string> DescribeAsync() =>
        $"{await cluster.GetAsync(RolloutPath)}\n{await ImagesAsync()}\n"
        + $"{string.Join('\n', cluster.Api.Writes.TakeLast(40))}\n{cluster.Logs}";
}
