using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Autoscaling;
using Fairway.Twin.Behaviour.ReplicaSets;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>Autoscalers, and the elder brother of replica sets.</summary>
internal static class ScalingControllers
{
    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        if (caches.Autoscalers is { } autoscalers)
        {
            var observer = new AutoscalerObserver(caches, autoscalers, api, time);
            host.Add(Autoscalers(autoscalers, observer, api, (events, time)));
        }

        if (caches.ReplicationControllers is { } controllers)
        {
            host.Add(ReplicationControllers(controllers, caches, api, (events, time)));
        }
    }

    private static ControllerDefinition Autoscalers(
        ObjectCache<AutoscalerView> autoscalers,
        AutoscalerObserver observer,
        IKubeApi api,
        (ClusterEvents Events, TimeProvider Time) use)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "horizontalpodautoscaler",
            new AutoscalerReconciler(observer, writes.Through(api), use.Events.Autoscalers, use.Time),
            ControllerSource.Self(autoscalers))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition ReplicationControllers(
        ObjectCache<ReplicaSetView> controllers,
        ClusterCaches caches,
        IKubeApi api,
        (ClusterEvents Events, TimeProvider Time) use)
    {
        var writes = new OwnWrites();
        var writer = new WorkloadWriter(
            writes.Through(api), CoreResources.ReplicationControllers, use.Events.ReplicationControllers);
        return new ControllerDefinition(
            "replicationcontroller",
            new ReplicaSetReconciler(controllers, caches, writer, use.Time),
            [
                ControllerSource.Self(controllers),
                .. Wake.OwnersOf(caches.Pods, controllers, c => c.Selector),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }
}
