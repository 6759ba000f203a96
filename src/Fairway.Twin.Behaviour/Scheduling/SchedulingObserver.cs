using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Queues;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Gathers what a decision about one pod rests on.</summary>
internal sealed class SchedulingObserver(ClusterCaches caches, Scheduler scheduler)
{
    public SchedulingAttempt Observe(QueuedPod pod) => scheduler.Begin(pod, SiblingsOf(pod.Info.View)) with
    {
        Volumes = VolumesOf(pod.Info.View),
        Budgets = caches.Budgets is { } budgets ? [.. budgets.Budgets.Values()] : [],
    };

    /// <summary>The pods of the same workload and Services; null where the pod has neither.</summary>
    private LabelSelector? SiblingsOf(PodView pod)
    {
        if (!pod.Spec.Needs.Spread.IsEmpty)
        {
            return null;
        }

        var services = caches.Endpoints?.Selecting(null, pod)
            .Select(key => caches.Endpoints.Services.Find(key)?.Value.Selector)
            .OfType<StringMap>()
            .SelectMany(labels => labels)
            .DistinctBy(l => l.Key)
            .Select(l => new Requirement(l.Key, RequirementOperator.In, [l.Value]));
        ImmutableArray<Requirement> all = [.. services ?? [], .. OwnerOf(pod)?.Requirements ?? []];
        return all.IsEmpty ? null : new LabelSelector(all);
    }

    private LabelSelector? OwnerOf(PodView pod)
    {
        if (pod.Meta.Controller is not { } owner)
        {
            return null;
        }

        var key = new ObjectKey(pod.Meta.Namespace, owner.Name);
        return owner.Kind switch
        {
            "ReplicaSet" => caches.ReplicaSets.Find(key)?.Value.Selector,
            "StatefulSet" => caches.StatefulSets.Find(key)?.Value.Selector,
            "ReplicationController" => caches.ReplicationControllers?.Find(key)?.Value.Selector,
            _ => null,
        };
    }

    private VolumeNeeds VolumesOf(PodView pod)
    {
        string[] names = [.. pod.Spec.Claims, .. pod.Spec.Needs.EphemeralClaims.Select(v => $"{pod.Meta.Name}-{v}")];
        return names.Length == 0 || caches.Volumes is not { } volumes
            ? VolumeNeeds.None
            : VolumeSight.Of([.. names.Select(n => (n, Claim(volumes, pod, n)))], volumes);
    }

    private static ClaimView? Claim(VolumeCaches volumes, PodView pod, string name) =>
        volumes.Claims.Find(new ObjectKey(pod.Meta.Namespace, name))?.Value;
}
