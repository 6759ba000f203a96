using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Queues;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention;

/// <summary>The controller of what is kept: a key is a pipeline's name, whether or not there still is one.</summary>
internal static class RetentionController
{
    /// <summary>Woken when a Release ends or is gone, when nobody has to catch up with one any more, and when a
    /// pipeline changes.</summary>
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

    private static bool IsKept(Release? release) =>
        release?.Status?.FinishedAt is null || CatchUpPlanner.IsWaitedFor(release);

    private static IEnumerable<ObjectKey> Ended(CacheChange<Release> change) =>
        IsKept(change.Old?.Value) == IsKept(change.New?.Value)
            ? []
            : [new ObjectKey(null, (change.New ?? change.Old)!.Value.Spec.Pipeline)];
}
