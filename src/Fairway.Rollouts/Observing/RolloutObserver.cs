using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Puts together what the caches hold of a Rollout.</summary>
internal sealed class RolloutObserver
{
    private readonly RolloutCaches caches;
    private readonly TimeProvider time;
    private readonly PodCrowds crowds;
    private readonly StatefulSetReader statefulSets;
    private readonly DeploymentReader deployments;
    private readonly DaemonSetReader daemonSets;
    private readonly KruiseReader kruise;

    public RolloutObserver(RolloutCaches caches, TimeProvider time)
    {
        this.caches = caches;
        this.time = time;
        crowds = new PodCrowds(caches);
        statefulSets = new StatefulSetReader(caches, time);
        deployments = new DeploymentReader(caches, time);
        daemonSets = new DaemonSetReader(caches, crowds, time);
        kruise = new KruiseReader(caches, crowds, time);
    }

    /// <summary>Null where there is no such Rollout, or it is being deleted.</summary>
    public RolloutObservation? Observe(ObjectKey key)
    {
        if (caches.Rollouts.Find(key)?.Value is not { Metadata.DeletionTimestamp: null } rollout)
        {
            crowds.Forget(key);
            return null;
        }

        var reference = rollout.Spec.Workload;
        var workloadKey = new ObjectKey(key.Namespace, reference.Name);
        var driver = RolloutDrivers.Find(reference.ApiVersion, reference.Kind, rollout.Spec.Pace);
        var workload = driver?.Facts.Kind switch
        {
            { } kind when reference.ApiVersion.StartsWith($"{KruiseKinds.Group}/", StringComparison.Ordinal) =>
                kruise.Read(kind, workloadKey, rollout),
            "StatefulSet" => statefulSets.Read(workloadKey),
            "Deployment" => deployments.Read(workloadKey, rollout.Spec),
            "DaemonSet" => daemonSets.Read(workloadKey, rollout),
            _ => null,
        };
        if (workload is null)
        {
            crowds.Forget(key);
        }

        return new RolloutObservation(rollout, time.GetUtcNow())
        {
            Driver = driver,
            Workload = workload,
            Nodes = NodesOf(rollout, workload, time.GetUtcNow()),
            Rival = RivalOf(rollout),
        };
    }

    private string? RivalOf(Rollout rollout)
    {
        var first = caches.RolloutsOf(rollout.Spec.Workload, rollout.Metadata.Namespace)
            .OrderBy(item => item.Value.Metadata.CreationTimestamp).FirstOrDefault()?.Key.Name;
        return first == rollout.Metadata.Name ? null : first;
    }

    /// <summary>Nodes are compared only where a rollout may stop for a pod.</summary>
    private ImmutableSortedDictionary<string, NodeSight> NodesOf(
        Rollout rollout, WorkloadSight? workload, DateTimeOffset now) =>
        (workload is null || !IsInTrouble(rollout, workload, now) ? [] : workload.Pods.AsEnumerable())
            .Select(pod => pod.Node).OfType<string>().Distinct()
            .Select(name => caches.Nodes.Find(new ObjectKey(null, name))).OfType<CachedObject<NodeView>>()
            .ToImmutableSortedDictionary(
                node => node.Key.Name, node => new NodeSight(node.Key.Name, node.Value.Traits), StringComparer.Ordinal);

    private static bool IsInTrouble(Rollout rollout, WorkloadSight workload, DateTimeOffset now)
    {
        var before = rollout.Status?.Change == rollout.Spec.Change ? rollout.Status : null;
        var mayStop = before?.Phase is not (RolloutPhase.Stopped or RolloutPhase.Complete)
            || LastBake.IsOn(rollout.Spec, before, now);
        return mayStop
            && workload.Pods
                .Those(pod => pod.IsTroubled && pod.Revision == (before?.Revision ?? workload.UpdateRevision))
                .Any(pod => LocalStop.IsTrouble(pod, rollout.Spec.MaxRestarts));
    }
}
