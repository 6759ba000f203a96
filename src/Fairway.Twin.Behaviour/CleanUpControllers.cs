using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Garbage;
using Fairway.Twin.Behaviour.Namespaces;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The controllers that look at every resource: garbage, and namespaces from their first object to their
/// last.</summary>
internal static class CleanUpControllers
{
    public static void Add(ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterBehaviourOptions options)
    {
        host.Add(Garbage(caches, api))
            .Add(Namespaces(caches, api, options.Environment.Time))
            .Add(Defaults(caches, api, options.RootCertificate));
    }

    private static ControllerDefinition Garbage(ClusterCaches caches, IKubeApi api)
    {
        var writes = new OwnWrites();
        var through = writes.Through(api);
        var graph = new ObjectGraph();
        foreach (var cache in caches.Lasting)
        {
            cache.Feed(graph);
        }

        var bell = new WakeBell();
        caches.Custom.Tell(new CustomGarbage(graph, bell));
        var observer = new GarbageObserver(
            graph,
            new OwnerLookup(graph, () => caches.Everything.Select(c => c.Resource), through),
            new LateDependents(() => caches.Everything, through));
        return new ControllerDefinition(
            "garbage",
            new GarbageReconciler(graph, observer, through),
            [
                .. caches.Lasting.Select(c => c.Concerned(graph)),
                ControllerSource.Rung(
                    caches.Custom.Definitions, bell, () => CustomGarbage.All(graph, caches.Custom.Now)),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Namespaces(ClusterCaches caches, IKubeApi api, TimeProvider time)
    {
        var writes = new OwnWrites();
        var bell = new WakeBell();
        caches.Custom.Tell(new CustomContent(meta => Going(caches, meta), bell));
        return new ControllerDefinition(
            "namespace",
            new NamespaceReconciler(caches, writes.Through(api), time),
            [
                ControllerSource.Self(caches.Namespaces),
                .. caches.Lasting.Where(c => c.Resource.Namespaced)
                    .Select(c => c.Map((old, now) => Going(caches, old ?? now))),

                // A namespace wakes itself when it begins to go; what goes in it later rings.
                ControllerSource.Rung(caches.Custom.Definitions, bell, () => []),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Defaults(ClusterCaches caches, IKubeApi api, string rootCertificate)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "namespace-defaults",
            new NamespaceDefaults(caches, writes.Through(api), rootCertificate),
            [
                ControllerSource.Self(caches.Namespaces),
                .. Lost(caches, CoreResources.ServiceAccounts, NamespaceDefaults.ServiceAccount),
                .. Lost(caches, KubeResources.ConfigMaps, NamespaceDefaults.RootCertificate),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static IEnumerable<ObjectKey> Going(ClusterCaches caches, ObjectMeta? meta)
    {
        var key = new ObjectKey(null, meta?.Namespace ?? "");
        return caches.Namespaces.Find(key)?.Value is { Meta.IsDeleting: true } ? [key] : [];
    }

    private static IEnumerable<ControllerSource> Lost(ClusterCaches caches, KubeResource resource, string name) =>
        caches.Of(resource) is { } cache
            ? [cache.Map(
                (old, now) => now is null && old?.Name == name ? [new ObjectKey(null, old.Namespace ?? "")] : [])]
            : [];
}
