using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>What the controller reads of its cluster, of each object only what it needs.</summary>
internal sealed class RolloutCaches
{
    private const string ByWorkload = "workload";

    public RolloutCaches(IKubeApi api, KubeEnvironment environment)
    {
        var json = WorkloadJson.Default;
        Rollouts = new ObjectCache<Rollout>(api, FairwayResources.Of<Rollout>(), ApiJson.Default.Rollout, environment);
        StatefulSets = new ObjectCache<StatefulSetView>(
            api, KubeResources.StatefulSets, json.StatefulSetView, environment);
        Deployments = new ObjectCache<DeploymentView>(
            api, KubeResources.Deployments, json.DeploymentView, environment);
        ReplicaSets = new ObjectCache<ReplicaSetView>(
            api, KubeResources.ReplicaSets, json.ReplicaSetView, environment);
        DaemonSets = new ObjectCache<DaemonSetView>(
            api, KubeResources.DaemonSets, json.DaemonSetView, environment);
        Revisions = new ObjectCache<RevisionView>(
            api, KubeResources.ControllerRevisions, json.RevisionView, environment);
        Pods = new ObjectCache<PodView>(api, KubeResources.Pods, json.PodView, environment);
        Nodes = new ObjectCache<NodeView>(api, KubeResources.Nodes, json.NodeView, environment);
        Rollouts.AddIndex(
            ByWorkload,
            item => [WorkloadKey(item.Value.Spec.Workload.Kind, item.Key.Namespace, item.Value.Spec.Workload.Name)]);
        ReplicaSets.AddControllerIndex();
        Revisions.AddControllerIndex();
        Pods.AddControllerIndex();
    }

    public ObjectCache<Rollout> Rollouts { get; }

    public ObjectCache<StatefulSetView> StatefulSets { get; }

    public ObjectCache<DeploymentView> Deployments { get; }

    public ObjectCache<ReplicaSetView> ReplicaSets { get; }

    public ObjectCache<DaemonSetView> DaemonSets { get; }

    public ObjectCache<RevisionView> Revisions { get; }

    public ObjectCache<PodView> Pods { get; }

    public ObjectCache<NodeView> Nodes { get; }

    /// <summary>The Rollouts of a workload, in order of their names.</summary>
    public IReadOnlyList<CachedObject<Rollout>> RolloutsOf(string kind, string? ns, string name) =>
        Rollouts.Lookup(ByWorkload, WorkloadKey(kind, ns, name));

    private static string WorkloadKey(string kind, string? ns, string name) => $"{kind}/{ns}/{name}";
}
