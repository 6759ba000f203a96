using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Revisions;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Access;
using Fairway.Twin.Behaviour.Autoscaling;
using Fairway.Twin.Behaviour.Budgets;
using Fairway.Twin.Behaviour.CustomResources;
using Fairway.Twin.Behaviour.DaemonSets;
using Fairway.Twin.Behaviour.Deployments;
using Fairway.Twin.Behaviour.Endpoints;
using Fairway.Twin.Behaviour.Jobs;
using Fairway.Twin.Behaviour.Namespaces;
using Fairway.Twin.Behaviour.NodeLifecycle;
using Fairway.Twin.Behaviour.Quotas;
using Fairway.Twin.Behaviour.ReplicaSets;
using Fairway.Twin.Behaviour.Resources;
using Fairway.Twin.Behaviour.StatefulSets;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour.Running;

/// <summary>The caches of a cluster: one for each resource, shared by all controllers.</summary>
internal sealed class ClusterCaches
{
    public const string ByNode = "node";
    public const string Unscheduled = "unscheduled";
    public const string Yes = "yes";
    private const string ByNamespace = "namespace";

    private readonly Lock indexing = new();
    private bool podsByNamespace;

    /// <param name="api">The cluster.</param>
    /// <param name="environment">Time, chance and log.</param>
    /// <param name="resources">What the cluster serves; resources without a cache of their own are kept as
    /// metadata.</param>
    public ClusterCaches(IKubeApi api, KubeEnvironment environment, IEnumerable<KubeResource> resources)
    {
        var served = resources.ToArray();
        var maker = new CacheMaker(api, environment, served);
        Custom = new CustomCaches(api, environment);
        Behaviors = new BehaviorCaches(api, environment);
        Pods = maker.Make(KubeResources.Pods, PodView.Read, ViewReading.OfPods).WithChildIndexes();
        Pods.AddIndex(ByNode, item => item.Value.NodeName is { } node ? [node] : []);
        Pods.AddIndex(Unscheduled, item => item.Value is { NodeName: null, IsActive: true } ? [Yes] : []);
        Nodes = maker.Make(KubeResources.Nodes, NodeView.Read);
        Deployments = maker.Make(KubeResources.Deployments, DeploymentView.Read);
        ReplicaSets = maker.Make(KubeResources.ReplicaSets, ReplicaSetView.Read).WithChildIndexes();
        StatefulSets = maker.Make(KubeResources.StatefulSets, StatefulSetView.Read);
        DaemonSets = maker.Make(KubeResources.DaemonSets, DaemonSetView.Read);
        Revisions = maker.Make(KubeResources.ControllerRevisions, RevisionView.Read).WithChildIndexes();
        Namespaces = maker.Make(KubeResources.Namespaces, NamespaceView.Read);
        Endpoints = EndpointCaches.IfServed(maker);
        Jobs = JobCaches.IfServed(maker);
        Budgets = BudgetCache.IfServed(maker);
        Volumes = VolumeCaches.IfServed(maker);
        Autoscalers = maker.IfServed(CoreResources.Autoscalers, AutoscalerView.Read);
        Quotas = maker.IfServed(CoreResources.Quotas, QuotaView.Read);
        ReplicationControllers = maker
            .IfServed(CoreResources.ReplicationControllers, ReplicaSetView.ReadController);
        Leases = maker.IfServed(KubeResources.Leases, LeaseView.Read);
        Access = AccessCaches.IfServed(maker);
        ImmutableArray<AnyCache> typed = [AnyCache.Of(Custom.Definitions), .. maker.Made];

        // Events own nothing and are owned by nothing, and there are more of them than of all else.
        var others = served
            .Where(r => r.Kind != "Event"
                && !typed.Any(t => t.Resource.Group == r.Group && t.Resource.Plural == r.Plural))
            .Select(r => new ObjectCache<MetaView>(api, r, Projection.Of(MetaView.Read), environment)
            {
                Reading = ViewReading.Of(MetaView.Read),
            });
        Lasting = [.. typed, .. others.Select(AnyCache.Of)];
    }

    public ObjectCache<PodView> Pods { get; }

    public ObjectCache<NodeView> Nodes { get; }

    public ObjectCache<DeploymentView> Deployments { get; }

    public ObjectCache<ReplicaSetView> ReplicaSets { get; }

    public ObjectCache<StatefulSetView> StatefulSets { get; }

    public ObjectCache<DaemonSetView> DaemonSets { get; }

    public ObjectCache<RevisionView> Revisions { get; }

    public ObjectCache<NamespaceView> Namespaces { get; }

    /// <summary>Services and where they lead; null where the cluster serves no EndpointSlices.</summary>
    public EndpointCaches? Endpoints { get; }

    /// <summary>Null where the cluster serves no Jobs.</summary>
    public JobCaches? Jobs { get; }

    /// <summary>Null where the cluster serves no budgets.</summary>
    public BudgetCache? Budgets { get; }

    /// <summary>Null where the cluster serves no volumes.</summary>
    public VolumeCaches? Volumes { get; }

    /// <summary>Null where the cluster serves no autoscalers.</summary>
    public ObjectCache<AutoscalerView>? Autoscalers { get; }

    /// <summary>Null where the cluster serves no quotas.</summary>
    public ObjectCache<QuotaView>? Quotas { get; }

    /// <summary>Null where the cluster serves none.</summary>
    public ObjectCache<ReplicaSetView>? ReplicationControllers { get; }

    /// <summary>Null where the cluster serves none.</summary>
    public ObjectCache<LeaseView>? Leases { get; }

    /// <summary>Null where the cluster serves no roles or requests of certificates.</summary>
    public AccessCaches? Access { get; }

    /// <summary>How nodes and pods are to behave.</summary>
    public BehaviorCaches Behaviors { get; }

    /// <summary>The caches of custom resources, which come and go.</summary>
    public CustomCaches Custom { get; }

    /// <summary>The caches of the built-in resources whose objects can own, be owned and be deleted.</summary>
    public ImmutableArray<AnyCache> Lasting { get; }

    /// <summary>The same with those of custom resources, as of now.</summary>
    public ImmutableArray<AnyCache> Everything => Lasting.AddRange(Custom.Now);

    /// <summary>The pods of a namespace, by name. Who does not ask does not pay for the index.</summary>
    public IEnumerable<PodView> PodsIn(string? ns)
    {
        lock (indexing)
        {
            if (!podsByNamespace)
            {
                Pods.AddIndex(ByNamespace, item => [item.Key.Namespace ?? ""]);
                podsByNamespace = true;
            }
        }

        return Pods.Lookup(ByNamespace, ns ?? "").Select(item => item.Value);
    }

    public AnyCache? Of(KubeResource resource) =>
        Lasting.FirstOrDefault(c => c.Resource.Group == resource.Group && c.Resource.Plural == resource.Plural);
}
