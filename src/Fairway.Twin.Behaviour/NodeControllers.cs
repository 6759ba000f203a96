using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.NodeLifecycle;
using Fairway.Twin.Behaviour.PodGarbage;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.TaintEviction;

namespace Fairway.Twin.Behaviour;

/// <summary>What looks after nodes, and after the pods of nodes that do not.</summary>
internal static class NodeControllers
{
    // As many pods that have ended as a real cluster keeps.
    private const int EndedPodsKept = 12_500;

    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        host.Add(Nodes(caches, api, events, time))
            .Add(Zones(caches, api, time))
            .Add(Taints(caches, api, events, time))
            .Add(Leftovers(caches, api, time));
    }

    private static ControllerDefinition Nodes(
        ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "node-lifecycle",
            new NodeReconciler(new NodeObserver(caches, time), writes.Through(api), events.Nodes),
            ControllerSource.Self(caches.Nodes))
        {
            Writes = writes,
            Workers = 1,
            Reads = [caches.Pods, .. caches.Leases is { } leases ? (ObjectCache[])[leases] : []],
        };
    }

    private static ControllerDefinition Zones(ClusterCaches caches, IKubeApi api, TimeProvider time)
    {
        var writes = new OwnWrites();
        var book = new ZoneBook();
        book.Follow(caches.Nodes);
        return new ControllerDefinition(
            "node-zones",
            new ZoneReconciler(caches, book, writes.Through(api), time),
            ControllerSource.Map(caches.Nodes, book.ConcernedBy))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Taints(
        ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "taint-eviction",
            new TaintReconciler(new TaintObserver(caches, time), writes.Through(api), events.TaintEviction),
            ControllerSource.Map(caches.Nodes, change => Tainted(caches, change)),
            ControllerSource.Map(caches.Pods, change => OnTainted(caches, change)))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Leftovers(ClusterCaches caches, IKubeApi api, TimeProvider time)
    {
        var writes = new OwnWrites();
        var ended = new EndedPods(EndedPodsKept);
        ended.Follow(caches.Pods);
        return new ControllerDefinition(
            "pod-garbage",
            new PodGarbageReconciler(new PodGarbageObserver(caches, ended, time), writes.Through(api)),
            ControllerSource.Map(caches.Nodes, change => Left(caches, change)),
            ControllerSource.Map(caches.Pods, change => Leftover(caches, ended, change)))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    // The pods of a node whose taints that drive pods off have changed.
    private static IEnumerable<ObjectKey> Tainted(ClusterCaches caches, CacheChange<NodeView> change)
    {
        var (before, after) = (Evicting(change.Old), Evicting(change.New));
        return before.SequenceEqual(after) ? [] : PodsOn(caches, change.Key.Name);
    }

    private static IEnumerable<Taint> Evicting(CachedObject<NodeView>? node) =>
        node is null ? [] : node.Value.Taints.Where(t => t.Effect == WellKnown.NoExecute);

    private static IEnumerable<ObjectKey> OnTainted(ClusterCaches caches, CacheChange<PodView> change) =>
        change.New?.Value.NodeName is { } name
            && caches.Nodes.Find(new ObjectKey(null, name)) is { } node && Evicting(node).Any()
            ? [change.Key]
            : [];

    // The pods of a node that has gone, or that somebody has declared out of service.
    private static IEnumerable<ObjectKey> Left(ClusterCaches caches, CacheChange<NodeView> change) =>
        change.New is null || change.New.Value.Taints.Any(t => t.Key == NodeTaintKeys.OutOfService)
            ? PodsOn(caches, change.Key.Name)
            : [];

    private static IEnumerable<ObjectKey> Leftover(
        ClusterCaches caches, EndedPods ended, CacheChange<PodView> change)
    {
        if (change.New?.Value is not { } pod)
        {
            return [];
        }

        var node = pod.NodeName is { } name ? caches.Nodes.Find(new ObjectKey(null, name)) : null;
        var isLeft = node is null
            ? pod.NodeName is not null || pod.Meta.IsDeleting
            : pod.Meta.IsDeleting && node.Value.Taints.Any(t => t.Key == NodeTaintKeys.OutOfService);
        return (isLeft ? [change.Key] : (IEnumerable<ObjectKey>)[]).Concat(pod.IsTerminal ? ended.Surplus() : []);
    }

    private static IEnumerable<ObjectKey> PodsOn(ClusterCaches caches, string node) =>
        caches.Pods.Lookup(ClusterCaches.ByNode, node).Select(p => p.Key);
}
