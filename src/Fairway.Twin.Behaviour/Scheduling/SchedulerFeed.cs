using System.Collections.Immutable;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.Scheduling.Queues;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Tells the scheduler what its caches show.</summary>
internal sealed class SchedulerFeed(Scheduler scheduler, TimeProvider time)
{
    /// <summary>Follows the caches from before they run.</summary>
    public void Follow(ClusterCaches caches)
    {
        caches.Pods.Subscribe(c => OnPod(c.Old?.Value, c.New?.Value));
        caches.Nodes.Subscribe(c => OnNode(c.Old?.Value, c.New?.Value));
        caches.Namespaces.Subscribe(c => OnNamespace(c.Old?.Value.Meta, c.New?.Value.Meta));
        if (caches.Volumes is { } volumes)
        {
            FollowVolumes(volumes.Volumes);
            FollowVolumes(volumes.Claims);
            FollowVolumes(volumes.Classes);
        }
    }

    /// <summary>A pod came, changed or went.</summary>
    public void OnPod(PodView? old, PodView? now)
    {
        if (now is { NodeName: { } node, IsTerminal: false })
        {
            OnPlaced(old, now, node);
        }
        else if (now is { NodeName: null, IsActive: true, Spec.SchedulerName: WellKnown.DefaultScheduler })
        {
            OnWaiting(old, now);
        }
        else if ((now ?? old) is { } gone)
        {
            OnGone(gone);
        }
    }

    /// <summary>A node came, changed or went. What its status says of its health is no matter.</summary>
    public void OnNode(NodeView? old, NodeView? now)
    {
        if (now is null)
        {
            scheduler.Learn((model, _) => model.Remove(old!));
        }
        else if (old is null || !IsSame(old, now))
        {
            scheduler.Learn((model, queue) =>
            {
                model.Put(now);
                queue.Tell(new ClusterChange.Node(old, now), time.GetUtcNow());
            });
        }
    }

    private void OnPlaced(PodView? old, PodView now, string node)
    {
        if (old?.NodeName == node && !old.IsTerminal && IsSame(old, now))
        {
            return;
        }

        scheduler.Learn((model, queue) =>
        {
            var before = model.Find(now.Meta.Uid);
            var info = PodInfo.Of(now);
            queue.Remove(now.Meta.Key);
            model.Place(node, info);
            if (before is { } was && was.Pod.Requests != info.Requests)
            {
                queue.Tell(new ClusterChange.Departure(was.Pod), time.GetUtcNow());
            }

            queue.Tell(new ClusterChange.Arrival(info), time.GetUtcNow());
        });
    }

    private void OnWaiting(PodView? old, PodView now) => scheduler.Learn((model, queue) =>
    {
        var info = PodInfo.Of(now);
        if (model.Find(now.Meta.Uid) is null)
        {
            model.Nominate(now.NominatedNode, info);
        }

        var isOther = old is not null
            && (!IsSame(old, now) || (old.NominatedNode is null) != (now.NominatedNode is null));
        queue.Put(info, isOther, time.GetUtcNow());
    });

    private void OnGone(PodView gone) => scheduler.Learn((model, queue) =>
    {
        queue.Remove(gone.Meta.Key);
        model.Nominate(null, PodInfo.Of(gone));
        if (model.Displace(gone.Meta.Uid) is { } freed)
        {
            queue.Tell(new ClusterChange.Departure(freed), time.GetUtcNow());
        }
    });

    private void OnNamespace(ObjectMeta? old, ObjectMeta? now)
    {
        if (now is null || old is null || !old.Labels.Equals(now.Labels))
        {
            scheduler.Learn((model, queue) =>
            {
                model.PutNamespace((now ?? old)!.Name, now?.Labels);
                queue.Tell(new ClusterChange.Namespace(), time.GetUtcNow());
            });
        }
    }

    private void FollowVolumes<T>(ObjectCache<T> cache)
        where T : class => cache.Subscribe(_ => scheduler.Learn((_, queue) =>
            queue.Tell(new ClusterChange.Volume(), time.GetUtcNow())));

    private static bool IsSame(NodeView old, NodeView now) =>
        old.Unschedulable == now.Unschedulable
        && old.Allocatable == now.Allocatable
        && old.Meta.Labels.Equals(now.Meta.Labels)
        && old.Taints.AsSpan().SequenceEqual(now.Taints.AsSpan())
        && old.Images.AsSpan().SequenceEqual(now.Images.AsSpan());

    // Of a pod's status only what its node keeps for it matters, when it began, and that it ends.
    private static bool IsSame(PodView old, PodView now) =>
        old.Meta.Generation == now.Meta.Generation
        && old.Meta.IsDeleting == now.Meta.IsDeleting
        && old.StartedAt == now.StartedAt
        && old.Spec.HasSchedulingGates == now.Spec.HasSchedulingGates
        && old.Meta.Labels.Equals(now.Meta.Labels)
        && ((HoldsSame(old.Containers, now.Containers) && HoldsSame(old.InitContainers, now.InitContainers))
            || (PodDemand.Of(old) == PodDemand.Of(now) && PodDemand.WeightOf(old) == PodDemand.WeightOf(now)));

    private static bool HoldsSame(ImmutableArray<ContainerStatus> old, ImmutableArray<ContainerStatus> now)
    {
        for (var i = 0; i < now.Length; i++)
        {
            if (now[i].Held != (i < old.Length ? old[i].Held : default))
            {
                return false;
            }
        }

        return old.Length <= now.Length;
    }
}
