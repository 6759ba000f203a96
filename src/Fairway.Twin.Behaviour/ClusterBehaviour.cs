using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Usage;
using Fairway.Twin.Behaviour.CustomResources;
using Fairway.Twin.Behaviour.Namespaces;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Resources;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.Usage;

namespace Fairway.Twin.Behaviour;

/// <summary>
/// What makes a cluster of an API: built-in controllers, a scheduler and simulated nodes. They see the API only, as
/// those of a real cluster do.
/// </summary>
public sealed class ClusterBehaviour
{
    private readonly Task running;

    private ClusterBehaviour(Task running, IUsageMeter? usage)
    {
        this.running = running;
        Usage = usage;
    }

    /// <summary>What the nodes and their pods use; null where the cluster was started without nodes, or is not to be
    /// measured.</summary>
    public IUsageMeter? Usage { get; }

    /// <summary>
    /// Creates what every cluster starts with and the nodes that are missing, then starts the controllers. They run
    /// until <paramref name="cancel"/>.
    /// </summary>
    /// <exception cref="KubeApiException">The API refused a node.</exception>
    public static async Task<ClusterBehaviour> StartAsync(
        IKubeApi api, ClusterBehaviourOptions options, CancellationToken cancel)
    {
        var environment = options.Environment;
        var simulation = new NodeSimulation(options.Profile, options.Behaviours, options.Seed, environment.Time)
        {
            Pools = options.Pools.IsEmpty ? [new NodePool(options.Profile, options.Nodes)] : options.Pools,
        };
        await TwinResources.InstallAsync(api, environment, cancel);
        await TwinResources.ApplyAsync(api, options.InitialBehaviors, cancel);
        await SimulatedNodes.RegisterAsync(api, simulation, cancel);
        await RuntimeClasses.CreateAsync(api, options.RuntimeClasses, cancel);
        await NamespaceDefaults.CreateInitialAsync(api, cancel);
        var resources = options.Resources ?? await CollectableAsync(api, cancel);
        var caches = new ClusterCaches(api, environment, resources);
        var host = new ControllerHost(environment) { Shape = options.Shape ?? (static controller => controller) };
        var events = new ClusterEvents(api, environment);
        BuiltInControllers.Add(host, caches, api, events, environment.Time);
        NodeControllers.Add(host, caches, api, events, environment.Time);
        SchedulingControllers.Add(host, caches, api, events, options);
        EndpointControllers.Add(host, caches, api);
        BatchControllers.Add(host, caches, api, events, environment.Time);
        DisruptionControllers.Add(host, caches, api, events, environment.Time);
        StorageControllers.Add(host, caches, api, events, environment.Time);
        ScalingControllers.Add(host, caches, api, events, environment.Time);
        AccessControllers.Add(host, caches, api, options);
        QuotaControllers.Add(host, caches, api, environment.Time);
        CleanUpControllers.Add(host, caches, api, options);
        SimulatedNodes.Add(host, caches, api, events, simulation);
        var isMeasured = options.Metrics && simulation.Pools.Any(pool => pool.Count > 0);
        var usage = isMeasured ? new UsageMeter(caches, simulation) : null;
        return new ClusterBehaviour(
            Task.WhenAll(host.RunAsync(cancel), events.RunAsync(cancel), caches.Custom.RunAsync(cancel)), usage);
    }

    /// <summary>
    /// The built-in resources whose objects can own, be owned and be deleted; of several versions the first. Custom
    /// resources come and go, and are followed by their definitions.
    /// </summary>
    private static async Task<IReadOnlyList<KubeResource>> CollectableAsync(IKubeApi api, CancellationToken cancel)
    {
        var offered = await api.DiscoverAsync(cancel);
        var custom = (await CustomDefinitions.ListAsync(api, cancel)).Select(d => d.Meta.Name).ToHashSet();
        return
        [
            .. offered
                .Where(r => r.Verbs.Contains("list") && r.Verbs.Contains("watch") && r.Verbs.Contains("delete"))
                .Select(r => r.Resource)
                .Where(r => !custom.Contains($"{r.Plural}.{r.Group}"))
                .DistinctBy(r => (r.Group, r.Plural)),
        ];
    }

    /// <summary>Ends when everything has stopped after the cancellation; throws what a loop failed with.</summary>
    public Task WaitForStopAsync() => running;
}
