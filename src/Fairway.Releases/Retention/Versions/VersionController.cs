using Fairway.Api.Components;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Queues;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention.Versions;

/// <summary>The controller of versions that are kept: a key is a component's name.</summary>
internal static class VersionController
{
    /// <summary>Woken by each push, and when a component's limits change.</summary>
    public static ControllerDefinition Of(ReleaseServices services, WorkQueueOptions queue)
    {
        var writes = new OwnWrites();
        var caches = services.Caches;
        return new ControllerDefinition(
            "version-retention",
            new VersionReconciler(
                new VersionReader(services), new VersionPruner(services, writes.Through(services.MetaApi))),
            ControllerSource.Map(caches.Versions, Owner),
            ControllerSource.Map(caches.Components, Limited))
        {
            Reads = [caches.Releases, caches.ClusterComponents, caches.ClusterReleases],
            Writes = writes,
            Workers = 1,
            Queue = queue,
        };
    }

    private static IEnumerable<ObjectKey> Owner(CacheChange<ComponentVersion> change) =>
        [new ObjectKey(null, (change.New ?? change.Old)!.Value.Spec.Component)];

    /// <summary>Its status, which says what is stable, is looked at when something goes.</summary>
    private static IEnumerable<ObjectKey> Limited(CacheChange<Component> change) =>
        change.Old?.Value.Spec.Retention == change.New?.Value.Spec.Retention ? [] : [change.Key];
}
