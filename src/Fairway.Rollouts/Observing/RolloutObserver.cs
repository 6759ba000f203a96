using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Puts together what the caches hold of a Rollout.</summary>
internal sealed class RolloutObserver(RolloutCaches caches, TimeProvider time)
{
    private readonly StatefulSetReader statefulSets = new(caches, time);
    private readonly DeploymentReader deployments = new(caches, time);
    private readonly DaemonSetReader daemonSets = new(caches, time);
    private readonly KruiseReader kruise = new(caches, time);

    /// <summary>Null where there is no such Rollout, or it is being deleted.</summary>
    public RolloutObservation? Observe(ObjectKey key)
    {
        if (caches.Rollouts.Find(key)?.Value is not { Metadata.DeletionTimestamp: null } rollout)
        {
            return null;
        }

        var reference = rollout.Spec.Workload;
        var workloadKey = new ObjectKey(key.Namespace, reference.Name);
        var driver = RolloutDrivers.Find(reference.ApiVersion, reference.Kind, rollout.Spec.Pace);
        var workload = driver?.Facts.Kind switch
        {
            { } kind when reference.ApiVersion.StartsWith($"{KruiseKinds.Group}/", StringComparison.Ordinal) =>
                kruise.Read(kind, workloadKey),
            "StatefulSet" => statefulSets.Read(workloadKey),
            "Deployment" => deployments.Read(workloadKey, rollout.Spec),
            "DaemonSet" => daemonSets.Read(workloadKey, rollout.Spec),
            _ => null,
        };
        return new RolloutObservation(rollout, time.GetUtcNow())
        {
            Driver = driver,
            Workload = workload,
            Nodes = NodesOf(workload),
            Rival = RivalOf(rollout),
        };
    }

    private string? RivalOf(Rollout rollout)
    {
        var first = caches.RolloutsOf(rollout.Spec.Workload, rollout.Metadata.Namespace)
            .OrderBy(item => item.Value.Metadata.CreationTimestamp).FirstOrDefault()?.Key.Name;
        return first == rollout.Metadata.Name ? null : first;
    }

    /// <summary>Nodes are compared only where a pod is in trouble.</summary>
    private ImmutableSortedDictionary<string, NodeSight> NodesOf(WorkloadSight? workload) =>
        (workload is null || workload.Pods.All(pod => pod.Containers.IsEmpty) ? [] : workload.Pods)
            .Select(pod => pod.Node).OfType<string>().Distinct()
            .Select(name => caches.Nodes.Find(new ObjectKey(null, name))).OfType<CachedObject<NodeView>>()
            .ToImmutableSortedDictionary(
                node => node.Key.Name, node => NodeReader.Read(node.Key.Name, node.Value), StringComparer.Ordinal);
}
