using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Twin.Behaviour.CustomResources;
using Fairway.Twin.Behaviour.DaemonSets;
using Fairway.Twin.Behaviour.Deployments;
using Fairway.Twin.Behaviour.Namespaces;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.ReplicaSets;
using Fairway.Twin.Behaviour.Revisions;
using Fairway.Twin.Behaviour.StatefulSets;

namespace Fairway.Twin.Behaviour.Running;

/// <summary>The caches of a cluster: one for each resource, shared by all controllers.</summary>
internal sealed class ClusterCaches
{
    public const string ByNode = "node";
    public const string Unscheduled = "unscheduled";
    public const string Yes = "yes";

    /// <param name="api">The cluster.</param>
    /// <param name="environment">Time, chance and log.</param>
    /// <param name="resources">What the cluster serves; resources without a cache of their own are kept as
    /// metadata.</param>
    public ClusterCaches(IKubeApi api, KubeEnvironment environment, IEnumerable<KubeResource> resources)
    {
        Pods = new ObjectCache<PodView>(api, KubeResources.Pods, Projection.Of(PodView.Read), environment)
            .WithChildIndexes();
        Pods.AddIndex(ByNode, item => item.Value.NodeName is { } node ? [node] : []);
        Pods.AddIndex(Unscheduled, item => item.Value is { NodeName: null, IsActive: true } ? [Yes] : []);
        Nodes = new ObjectCache<NodeView>(api, KubeResources.Nodes, Projection.Of(NodeView.Read), environment);
        Deployments = new ObjectCache<DeploymentView>(
            api, KubeResources.Deployments, Projection.Of(DeploymentView.Read), environment);
        ReplicaSets = new ObjectCache<ReplicaSetView>(
            api, KubeResources.ReplicaSets, Projection.Of(ReplicaSetView.Read), environment).WithChildIndexes();
        StatefulSets = new ObjectCache<StatefulSetView>(
            api, KubeResources.StatefulSets, Projection.Of(StatefulSetView.Read), environment);
        DaemonSets = new ObjectCache<DaemonSetView>(
            api, KubeResources.DaemonSets, Projection.Of(DaemonSetView.Read), environment);
        Revisions = new ObjectCache<RevisionView>(
            api, KubeResources.ControllerRevisions, Projection.Of(RevisionView.Read), environment).WithChildIndexes();
        Namespaces = new ObjectCache<NamespaceView>(
            api, KubeResources.Namespaces, Projection.Of(NamespaceView.Read), environment);
        Custom = new CustomCaches(api, environment);
        ImmutableArray<AnyCache> typed =
        [
            AnyCache.Of(Custom.Definitions),
            AnyCache.Of(Pods), AnyCache.Of(Nodes), AnyCache.Of(Deployments), AnyCache.Of(ReplicaSets),
            AnyCache.Of(StatefulSets), AnyCache.Of(DaemonSets), AnyCache.Of(Revisions), AnyCache.Of(Namespaces),
        ];
        // Events own nothing and are owned by nothing, and there are more of them than of all else.
        var others = resources
            .Where(r => r.Kind != "Event"
                && !typed.Any(t => t.Resource.Group == r.Group && t.Resource.Plural == r.Plural))
            .Select(r => new ObjectCache<MetaView>(api, r, Projection.Of(MetaView.Read), environment));
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

    /// <summary>The caches of custom resources, which come and go.</summary>
    public CustomCaches Custom { get; }

    /// <summary>The caches of the built-in resources whose objects can own, be owned and be deleted.</summary>
    public ImmutableArray<AnyCache> Lasting { get; }

    /// <summary>The same with those of custom resources, as of now.</summary>
    public ImmutableArray<AnyCache> Everything => Lasting.AddRange(Custom.Now);

    public AnyCache? Of(KubeResource resource) =>
        Lasting.FirstOrDefault(c => c.Resource.Group == resource.Group && c.Resource.Plural == resource.Plural);
}
