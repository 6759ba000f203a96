using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Crds;
using Fairway.Kube.Leases;
using Fairway.Kube.Timing;
using Fairway.Releases.Manager;
using Fairway.Simulation.Checkers;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>
/// A fleet of scripted tenants under real managers and a real meta cluster, cheap enough for hundreds of clusters and
/// for days of virtual time: Leases last an hour, and nobody is asked often how it does.
/// </summary>
internal sealed class Crowd(Fleet fleet)
{
    private readonly SortedDictionary<string, LightCluster> clusters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SimulatedProcess> managers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> lives = new(StringComparer.Ordinal);
    private readonly SimulatedCluster shared = fleet.Add("shared");

    public Fleet Fleet => fleet;

    public DateTimeOffset Now => fleet.Now;

    /// <summary>When a manager is missed by the others: late, so that days cost little.</summary>
    public LeaseTimes Leases { get; set; } =
        new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(20));

    /// <summary>How often a cluster is asked whether it answers.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a step takes.</summary>
    public TimeSpan StepTime { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether a version crashes in a cluster.</summary>
    public Func<string, string, bool> IsBad { get; set; } = (_, _) => false;

    /// <summary>What stands between a manager and the meta cluster, beside the line itself: for sabotage.</summary>
    public Func<IKubeApi, IKubeApi> Before { get; set; } = api => api;

    public IEnumerable<LightCluster> Clusters => clusters.Values;

    public IEnumerable<string> Managers => managers.Keys;

    public LightCluster? Find(string id) => clusters.GetValueOrDefault(id);

    public SimulatedProcess Manager(string name) => managers[name];

    public async Task SetUpAsync()
    {
        await InstallAsync(fleet.Meta, ApiCrds.Meta);
        await InstallAsync(shared, ApiCrds.Tenant);
        await fleet.Meta.PostAsync("/api/v1/namespaces", Named("fairway-system"));
        await shared.PostAsync("/api/v1/nodes", Named("n1"));
        await shared.PatchAsync(
            "/api/v1/nodes/n1/status", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
    }

    /// <summary>What takes away in the meta cluster what is owned by what is gone.</summary>
    public Task CollectAsync()
    {
        var process = new SimulatedProcess("kubernetes@meta", fleet.Loop.Time);
        var jitter = new Jitter(fleet.Loop.Seed.Chance(process.Name));
        var environment = new KubeEnvironment(process.Time, jitter, fleet.Logs)
        {
            WatchFor = TimeSpan.FromDays(10),
        };
        return ClusterBehaviour.StartAsync(
            new Line(fleet, process, fleet.Meta),
            new ClusterBehaviourOptions(environment)
            {
                Shape = controller => controller.Name == "garbage" ? controller : null,
            },
            CancellationToken.None);
    }

    /// <summary>A cluster joins.</summary>
    public async Task<LightCluster> AddAsync(string id, string stage)
    {
        if (!clusters.TryGetValue(id, out var cluster))
        {
            cluster = clusters[id] = new LightCluster(id);
            await fleet.Meta.PostAsync("/api/v1/namespaces", Named(id));
        }

        await fleet.Meta.PostAsync(
            People.PathOf("clusters", id),
            People.Object("Cluster", "kubernetes-cluster", "{}", $$"""{"fairway.dev/stage":"{{stage}}"}"""));
        return cluster;
    }

    public Task RemoveAsync(string id) =>
        fleet.Meta.DeleteAsync($"{People.PathOf("clusters", id)}/kubernetes-cluster");

    public Task PostAsync(string plural, string kind, string name, string spec) =>
        fleet.Meta.PostAsync(People.PathOf(plural), People.Object(kind, name, spec));

    public async Task DeleteAsync(string plural, string name)
    {
        try
        {
            await fleet.Meta.DeleteAsync($"{People.PathOf(plural)}/{name}");
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // A stop that was deleted before goes when a manager lets it.
        }
    }

    /// <summary>A manager starts, or starts again.</summary>
    public void Start(string name)
    {
        lives[name] = lives.GetValueOrDefault(name) + 1;
        var process = managers[name] = new SimulatedProcess(name, fleet.Loop.Time);
        var db = new DbLine(fleet, process);
        var environment = new KubeEnvironment(
            process.Time, new Jitter(fleet.Loop.Seed.Chance($"{name}-{lives[name]}")), fleet.Logs)
        {
            WatchFor = TimeSpan.FromDays(10),
        };
        var options = new ManagerOptions
        {
            MetaApi = Before(new Line(fleet, process, fleet.Meta)),
            Directory = new Directory(this, new Line(fleet, process, shared)),
            MetaDb = db,
            ChangeKinds = [new LightKind(this, process, db)],
            Member = $"{name}-{lives[name]}",
            Leases = Leases,
            LookEvery = LookEvery,
            Environment = environment,
        };
        fleet.Start(() => ReleaseManager.RunAsync(options, CancellationToken.None));
    }

    /// <summary>A manager dies, and comes again a little later.</summary>
    public async Task KillAsync(string name)
    {
        fleet.Story.Add($"{name} is killed");
        managers[name].Kill();
        await fleet.PassAsync(3);
        Start(name);
    }

    public void Tell(ChangeOrder order, int step, string what)
    {
        var deed = new Deed(Now, order.ClusterId, order.ChangeName, order.Target.Component, step, what);
        fleet.Story.Add($"{deed}");
        fleet.Checks.Limits.See(deed);
        fleet.Checks.Gates.See(deed);
    }

    private Task InstallAsync(SimulatedCluster cluster, IEnumerable<ApiCrd> crds)
    {
        var installer = new SimulatedProcess("installer", fleet.Loop.Time);
        return new CrdInstaller(new Line(fleet, installer, cluster), KubeEnvironment.Of(fleet.Loop.Time, 1))
            .InstallAsync([.. crds], TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };

    private sealed class Directory(Crowd crowd, IKubeApi line) : IClusterDirectory
    {
        private readonly SortedDictionary<string, LightLine> lines = new(StringComparer.Ordinal);

        public ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel)
        {
            if (crowd.Find(clusterId) is not { } cluster)
            {
                throw new KubeApiException(0, "BadKubeconfig", $"there is no kubeconfig of {clusterId}");
            }

            return new(lines.TryGetValue(clusterId, out var known)
                ? known
                : lines[clusterId] = new LightLine(cluster, line));
        }
    }
}
