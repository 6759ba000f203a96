using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Queues;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention;

/// <summary>The controller of what is kept: a key is a pipeline's name, whether or not there still is one.</summary>
internal static class RetentionController
{
    /// <summary>Woken when a Release ends or is gone, and when a pipeline changes.</summary>
    public static ControllerDefinition Of(ReleaseServices services, WorkQueueOptions queue)
    {
        var writes = new OwnWrites();
        var caches = services.Caches;
        return new ControllerDefinition(
            "retention",
            new RetentionReconciler(
                new RetentionReader(services), new RetentionPruner(services, writes.Through(services.MetaApi))),
            ControllerSource.Map(caches.Releases, Ended),
            ControllerSource.Self(caches.Pipelines))
        {
            Reads = [caches.ClusterComponents, caches.ClusterReleases, caches.Approvals],
            Writes = writes,
            Workers = 1,
            Queue = queue,
        };
    }

    private static IEnumerable<ObjectKey> Ended(CacheChange<Release> change) =>
        change.Old?.Value.Status?.FinishedAt is null == change.New?.Value.Status?.FinishedAt is null
            ? []
            : [new ObjectKey(null, (change.New ?? change.Old)!.Value.Spec.Pipeline)];
}
