using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.DaemonSets;
using Fairway.Twin.Behaviour.Deployments;
using Fairway.Twin.Behaviour.ReplicaSets;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.StatefulSets;

namespace Fairway.Twin.Behaviour;

/// <summary>The controllers of workloads that every cluster has.</summary>
internal static class BuiltInControllers
{
    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        host.Add(Deployments(caches, api, events, time))
            .Add(ReplicaSets(caches, api, events, time))
            .Add(StatefulSets(caches, api, events, time))
            .Add(DaemonSets(caches, api, events, time));
    }

    private static ControllerDefinition Deployments(
        ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        var writes = new OwnWrites();
        var writer = new WorkloadWriter(writes.Through(api), KubeResources.Deployments, events.Deployments);
        return new ControllerDefinition(
            "deployment",
            new DeploymentReconciler(caches, writer, time),
            [
                ControllerSource.Self(caches.Deployments),
                .. Wake.OwnersOf(caches.ReplicaSets, caches.Deployments, d => d.Selector),
                ControllerSource.Map(caches.Pods, change => Recreating(caches, change)),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition ReplicaSets(
        ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        var writes = new OwnWrites();
        var writer = new WorkloadWriter(writes.Through(api), KubeResources.ReplicaSets, events.ReplicaSets);
        return new ControllerDefinition(
            "replicaset",
            new ReplicaSetReconciler(caches.ReplicaSets, caches, writer, time),
            [
                ControllerSource.Self(caches.ReplicaSets, change => Patience.WithOwner(caches.Pods, change)),
                .. Wake.OwnersOf(caches.Pods, caches.ReplicaSets, s => s.Selector),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition StatefulSets(
        ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        var writes = new OwnWrites();
        var writer = new WorkloadWriter(writes.Through(api), KubeResources.StatefulSets, events.StatefulSets);
        return new ControllerDefinition(
            "statefulset",
            new StatefulSetReconciler(caches, writer, time),
            [
                ControllerSource.Self(caches.StatefulSets, change => Patience.WithOwner(caches.Pods, change)),
                .. Wake.OwnersOf(caches.Pods, caches.StatefulSets, s => s.Selector),
                .. Wake.OwnersOf(caches.Revisions, caches.StatefulSets, s => s.Selector),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition DaemonSets(
        ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        var writes = new OwnWrites();
        var writer = new WorkloadWriter(writes.Through(api), KubeResources.DaemonSets, events.DaemonSets);
        return new ControllerDefinition(
            "daemonset",
            new DaemonSetReconciler(caches, writer, time),
            [
                ControllerSource.Self(caches.DaemonSets, change => Patience.WithOwner(caches.Pods, change)),
                .. Wake.OwnersOf(caches.Pods, caches.DaemonSets, s => s.Selector),
                .. Wake.OwnersOf(caches.Revisions, caches.DaemonSets, s => s.Selector),
                NodeWake.Of(caches.Nodes, caches.DaemonSets),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    // The Recreate strategy waits for old pods to end, which changes no replica set.
    private static IEnumerable<ObjectKey> Recreating(ClusterCaches caches, CacheChange<PodView> change)
    {
        if (change.New is not null || change.Old?.Controller is not { Kind: "ReplicaSet" } owner)
        {
            return [];
        }

        var set = caches.ReplicaSets.Find(new ObjectKey(change.Key.Namespace, owner.Name));
        return set?.Controller is { Kind: "Deployment" } deployment
            ? [new ObjectKey(change.Key.Namespace, deployment.Name)]
            : [];
    }
}
