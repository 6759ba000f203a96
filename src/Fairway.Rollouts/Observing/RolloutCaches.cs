using System.Collections.Immutable;
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

    /// <param name="api">The cluster.</param>
    /// <param name="environment">Time, chance and log.</param>
    /// <param name="kruise">Those of OpenKruise's resources that it serves.</param>
    public RolloutCaches(IKubeApi api, KubeEnvironment environment, ImmutableArray<KubeResource> kruise)
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
        Pods = new ObjectCache<PodView>(api, KubeResources.Pods, json.PodView, environment)
        {
            IsDense = true,
        };
        Nodes = new ObjectCache<NodeView>(api, KubeResources.Nodes, json.NodeView, environment)
        {
            IsDense = true,
        };
        Rollouts.AddIndex(
            ByWorkload,
            item => [WorkloadKey(item.Value.Spec.Workload, item.Key.Namespace)]);
        Kruise = kruise.ToImmutableSortedDictionary(
            resource => resource.Kind,
            resource => new ObjectCache<KruiseView>(api, resource, json.KruiseView, environment),
            StringComparer.Ordinal);
        ReplicaSets.AddControllerIndex();
        Revisions.AddControllerIndex();
        // Of these a PodCrowd knows which are whose.
        Pods.AddControllerIndex(owner => owner.Kind is not ("DaemonSet" or "CloneSet"));
    }

    public ObjectCache<Rollout> Rollouts { get; }

    public ObjectCache<StatefulSetView> StatefulSets { get; }

    public ObjectCache<DeploymentView> Deployments { get; }

    public ObjectCache<ReplicaSetView> ReplicaSets { get; }

    public ObjectCache<DaemonSetView> DaemonSets { get; }

    public ObjectCache<RevisionView> Revisions { get; }

    /// <summary>Of OpenKruise's kinds those that are served, by kind.</summary>
    public ImmutableSortedDictionary<string, ObjectCache<KruiseView>> Kruise { get; }

    public ObjectCache<PodView> Pods { get; }

    public ObjectCache<NodeView> Nodes { get; }

    /// <summary>The Rollouts of a workload, whatever the version of its group, in order of their names.</summary>
    public IReadOnlyList<CachedObject<Rollout>> RolloutsOf(WorkloadReference workload, string? ns) =>
        Rollouts.Lookup(ByWorkload, WorkloadKey(workload, ns));

    private static string WorkloadKey(WorkloadReference workload, string? ns) =>
        $"{workload.ApiVersion.Split('/')[0]}/{workload.Kind}/{ns}/{workload.Name}";
}
