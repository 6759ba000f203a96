using Fairway.Components;
using Fairway.Components.Drift;
using Fairway.Components.Sealing;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Controllers;
using Fairway.Kube.Timing;
using Fairway.Merge.Plans;
using Fairway.Releases.Manager;
using Fairway.Rollouts;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>Starts the processes of a fleet, and starts those that died anew.</summary>
internal sealed class Processes
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(3);

    private static readonly SecretMask Mask = new("a key for simulations"u8);
    private static readonly SealKeys Seals = new([new("simulated", new byte[SealKeys.KeySize])]);

    private readonly Fleet fleet;
    private readonly SortedDictionary<string, SimulatedProcess> running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> lives = new(StringComparer.Ordinal);

    public Processes(Fleet fleet)
    {
        this.fleet = fleet;
        fleet.Deaths.Died = process => RestartLater(process.Name);
    }

    /// <summary>The living process of a name.</summary>
    public SimulatedProcess this[string name] => running[name];

    /// <summary>The names of Fairway's own processes.</summary>
    public IEnumerable<string> Ours => running.Keys.Where(IsOurs);

    public static bool IsOurs(string name) =>
        name != "installer" && !name.StartsWith("kubernetes@", StringComparison.Ordinal);

    public void Manager(string name)
    {
        var process = Begin(name);
        var meta = new Line(fleet, process, fleet.Meta);
        var directory = new Directory(fleet, process);
        var db = new DbLine(fleet, process);
        var environment = EnvironmentOf(process);
        var charts = new ChartChange(
            meta, directory, db, new ChartTools(new RolloutCatalogue(), Mask, Seals, environment.Time));
        fleet.Start(() => ReleaseManager.RunAsync(
            new ManagerOptions
            {
                MetaApi = meta,
                Directory = directory,
                MetaDb = db,
                ChangeKinds = [charts],
                Drifts = [new ChartDrift(charts, environment)],
                Member = $"{name}-{lives[name]}",
                Environment = environment,
            },
            CancellationToken.None));
    }

    public void Tenant(string cluster)
    {
        var process = Begin($"tenant@{cluster}");
        var environment = EnvironmentOf(process);
        var line = new Line(fleet, process, fleet.Tenant(cluster));
        fleet.Start(() => TenantControllers.Add(new ControllerHost(environment), line, environment)
            .RunAsync(CancellationToken.None));
    }

    /// <summary>The controllers of a cluster that every cluster has, and its nodes.</summary>
    public Task KubernetesAsync(SimulatedCluster cluster, Func<KubeEnvironment, ClusterBehaviourOptions> options)
    {
        var process = Begin($"kubernetes@{cluster.Name}");
        var line = new Line(fleet, process, cluster);
        return ClusterBehaviour.StartAsync(line, options(EnvironmentOf(process)), CancellationToken.None);
    }

    /// <summary>A process dies, and comes again a little later.</summary>
    public void Kill(string name)
    {
        fleet.Story.Add($"{name} is killed");
        running[name].Kill();
        RestartLater(name);
    }

    private void RestartLater(string name) => fleet.Start(async () =>
    {
        await fleet.PassAsync(Restart);
        fleet.Story.Add($"{name} starts again");
        if (name.StartsWith("tenant@", StringComparison.Ordinal))
        {
            Tenant(name["tenant@".Length..]);
        }
        else
        {
            Manager(name);
        }
    });

    private SimulatedProcess Begin(string name)
    {
        lives[name] = lives.GetValueOrDefault(name) + 1;
        return running[name] = new SimulatedProcess(name, fleet.Loop.Time);
    }

    private KubeEnvironment EnvironmentOf(SimulatedProcess process) => new(
        process.Time, new Jitter(fleet.Loop.Seed.Chance($"{process.Name}-{lives[process.Name]}")), fleet.Logs);

    private sealed class Directory(Fleet fleet, SimulatedProcess process) : IClusterDirectory
    {
        private readonly SortedDictionary<string, (SimulatedCluster Cluster, Line Line)> lines =
            new(StringComparer.Ordinal);

        public async ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel)
        {
            await process.EnterAsync();
            var cluster = fleet.FindTenant(clusterId)
                ?? throw new KubeApiException(0, "BadKubeconfig", $"there is no kubeconfig of {clusterId}");
            if (!lines.TryGetValue(clusterId, out var known) || known.Cluster != cluster)
            {
                known = lines[clusterId] = (cluster, new Line(fleet, process, cluster));
            }

            return known.Line;
        }
    }
}
