using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Endpoints;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The controllers that say where Services lead.</summary>
internal static class EndpointControllers
{
    public static void Add(ControllerHost host, ClusterCaches caches, IKubeApi api)
    {
        if (caches.Endpoints is { } endpoints)
        {
            host.Add(Slices(caches, endpoints, api))
                .Add(Endpoints(caches, endpoints, api))
                .Add(Mirrors(endpoints, api));
        }
    }

    private static ControllerDefinition Slices(ClusterCaches caches, EndpointCaches endpoints, IKubeApi api)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "endpointslice",
            new SliceReconciler(caches, endpoints, writes.Through(api)),
            [
                ControllerSource.Self(endpoints.Services),
                ControllerSource.Map(endpoints.Slices, ServiceOf),
                .. Backing(caches, endpoints),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Endpoints(ClusterCaches caches, EndpointCaches endpoints, IKubeApi api)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "endpoint",
            new EndpointsReconciler(caches, endpoints, writes.Through(api)),
            [
                ControllerSource.Self(endpoints.Services),
                ControllerSource.Self(endpoints.Endpoints),
                .. Backing(caches, endpoints),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Mirrors(EndpointCaches endpoints, IKubeApi api)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "endpointslicemirroring",
            new MirrorReconciler(endpoints, writes.Through(api)),
            ControllerSource.Self(endpoints.Services),
            ControllerSource.Self(endpoints.Endpoints),
            ControllerSource.Map(endpoints.Slices, ServiceOf))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerSource[] Backing(ClusterCaches caches, EndpointCaches endpoints) =>
    [
        ControllerSource.Map(caches.Pods, change => Selecting(endpoints, change)),

        // A pod without its node is no endpoint, and its zone is the node's.
        ControllerSource.Map(caches.Nodes, change => change.Old is null || change.New is null
            ? caches.Pods.Lookup(ClusterCaches.ByNode, change.Key.Name)
                .SelectMany(p => endpoints.Selecting(null, p.Value))
            : []),
    ];

    private static IEnumerable<ObjectKey> Selecting(EndpointCaches endpoints, CacheChange<PodView> change) =>
        BackingPod.Matters(change.Old?.Value, change.New?.Value)
            ? endpoints.Selecting(change.Old?.Value, change.New?.Value)
            : [];

    private static IEnumerable<ObjectKey> ServiceOf(CacheChange<SliceView> change) =>
        (change.New ?? change.Old)?.Value.Service is { } name ? [new ObjectKey(change.Key.Namespace, name)] : [];
}
