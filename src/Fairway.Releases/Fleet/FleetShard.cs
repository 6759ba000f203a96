using Fairway.Api;
using Fairway.Api.Inquiries;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Queues;
using Fairway.Releases.Blockers;
using Fairway.Releases.Clusters;
using Fairway.Releases.Inquiries;
using Fairway.Releases.Manager;
using Fairway.Releases.Retention;
using Fairway.Releases.Retention.Versions;
using Fairway.Releases.Stops;
using Fairway.Releases.Windows;

namespace Fairway.Releases.Fleet;

/// <summary>The work that is the fleet's and no cluster's: Releases, and the acknowledgement of stops.</summary>
internal static class FleetShard
{
    /// <summary>Its name among the shards.</summary>
    public const string Name = "fleet";

    /// <summary>While a Release is planned, its worker waits for the slowest of its clusters: so many may wait, and
    /// those that do not need that cluster still get their turn.</summary>
    private const int Planners = 32;

    /// <summary>A look sees all clusters of a Release, and each write of theirs asks for one.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private static readonly WorkQueueOptions Queue = WorkQueueOptions.Default with
    {
        FirstRetry = TimeSpan.FromMilliseconds(50),
        LongestRetry = TimeSpan.FromSeconds(10),
    };

    /// <summary>Works until the term ends.</summary>
    public static async Task RunAsync(ReleaseServices services, CancellationToken cancel)
    {
        var bell = new WakeBell();
        using var metrics = services.Caches.BlockerMetrics.Subscribe(() => Ring(services.Caches, bell));
        var host = new ControllerHost(services.Environment);
        foreach (var cache in services.Caches.All)
        {
            host.AddShared(cache);
        }

        host.Add(Releases(services, bell)).Add(Stops(services)).Add(Windows(services))
            .Add(Blockers(services, bell)).Add(RetentionController.Of(services, Queue))
            .Add(VersionController.Of(services, Queue));
        await (services.Insights.Count > 0 ? host.Add(Inquiries(services)) : host).RunAsync(cancel);
    }

    /// <summary>A metric has turned: whoever waits for it looks again, and so do the blockers, which say so. Keys of
    /// the other kind find nothing.</summary>
    private static void Ring(MetaCaches caches, WakeBell bell)
    {
        foreach (var key in UnderWay(caches).Concat(caches.Blockers.All.Select(blocker => blocker.Key)))
        {
            bell.Ring(key);
        }
    }

    private static ControllerDefinition Releases(ReleaseServices services, WakeBell bell)
    {
        var writes = new OwnWrites();
        var caches = services.Caches;
        var fleet = new FleetContext(
            services, writes.Through(services.MetaApi), new PlanShelf(services.MetaDb), new AttemptBook());
        return new ControllerDefinition(
            "release",
            new ReleaseReconciler(new ReleaseReader(fleet), new ReleaseActor(fleet), new ReleaseStatusWriter(fleet)),
            ControllerSource.Map(
                caches.Releases,
                change =>
                [
                    change.Key, .. Waiting(caches), .. Interlocked(caches), .. Superseded(caches, change),
                    .. Missed(caches),
                ]),
            ControllerSource.Map(caches.ClusterReleases, change => [.. Owner(change), .. Ended(caches, change)]),
            ControllerSource.Map(caches.Clusters, _ => [.. UnderWay(caches), .. Missed(caches)]),
            ControllerSource.Map(caches.Stops, _ => UnderWay(caches)),
            ControllerSource.Map(caches.Windows, _ => UnderWay(caches)),
            ControllerSource.Map(caches.Blockers, _ => UnderWay(caches)),
            ControllerSource.Map(caches.Approvals, Approved),
            ControllerSource.Map(caches.Pipelines, _ => [.. Waiting(caches), .. Missed(caches)]),
            ControllerSource.Map(caches.Components, _ => [.. Waiting(caches), .. Missed(caches)]),
            ControllerSource.Map(caches.Versions, _ => Waiting(caches)))
        {
            Bells = [bell],
            Reads = [caches.MetaConfigs, caches.ClusterComponents],
            Writes = writes,
            Workers = Planners,
            Timeout = TimeSpan.FromMinutes(10),
            Queue = Queue with { Rest = Rest },
        };
    }

    private static ControllerDefinition Stops(ReleaseServices services)
    {
        var writes = new OwnWrites();
        var caches = services.Caches;
        return new ControllerDefinition(
            "emergency-stop",
            new StopReconciler(services, writes.Through(services.MetaApi)),
            ControllerSource.Self(caches.Stops),
            ControllerSource.Map(caches.ClusterReleases, _ => caches.Stops.All.Select(stop => stop.Key)),
            ControllerSource.Map(caches.Clusters, _ => caches.Stops.All.Select(stop => stop.Key)))
        {
            Writes = writes,
            Queue = Queue,
        };
    }

    private static ControllerDefinition Windows(ReleaseServices services)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "release-window",
            new WindowReconciler(services, writes.Through(services.MetaApi)),
            ControllerSource.Self(services.Caches.Windows))
        {
            Writes = writes,
            Queue = Queue,
        };
    }

    private static ControllerDefinition Blockers(ReleaseServices services, WakeBell bell)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "release-blocker",
            new BlockerReconciler(services, writes.Through(services.MetaApi)),
            ControllerSource.Self(services.Caches.Blockers))
        {
            Bells = [bell],
            Writes = writes,
            Queue = Queue,
        };
    }

    private static ControllerDefinition Inquiries(ReleaseServices services)
    {
        var writes = new OwnWrites();
        var caches = services.Caches;
        var inquiries = new ObjectCache<Inquiry>(
            services.MetaApi, FairwayResources.Of<Inquiry>(), ApiJson.Default.Inquiry, services.Environment);
        return new ControllerDefinition(
            "inquiry",
            new InquiryReconciler(inquiries, new InquiryAnswerer(services), writes.Through(services.MetaApi)),
            ControllerSource.Self(inquiries))
        {
            Reads = [caches.Clusters, caches.Components, caches.Versions, caches.MetaConfigs, caches.ClusterComponents],
            Writes = writes,
            Queue = Queue,
        };
    }

    private static IEnumerable<ObjectKey> Owner(CacheChange<ClusterRelease> change) =>
        [new ObjectKey(null, (change.New ?? change.Old)!.Value.Spec.Release)];

    private static IEnumerable<ObjectKey> Approved(CacheChange<Approval> change) =>
        [new ObjectKey(null, (change.New ?? change.Old)!.Value.Spec.Release)];

    /// <summary>Releases that another one, or something that was missing, kept from beginning.</summary>
    private static IEnumerable<ObjectKey> Waiting(MetaCaches caches) =>
        caches.ReleasesThat(ReleaseState.Waiting).Select(KeyOf);

    /// <summary>Where a cluster has ended what it did: the Releases that wait for a conflict domain.</summary>
    private static IEnumerable<ObjectKey> Ended(MetaCaches caches, CacheChange<ClusterRelease> change) =>
        change.New is { Value.Status: { } status } && !ClusterPhases.IsFinished(status.Phase)
            ? []
            : Interlocked(caches);

    private static IEnumerable<ObjectKey> Interlocked(MetaCaches caches) => caches.ReleasesThat(ReleaseState.Open)
        .Where(release => release.Status is { FinishedAt: null } status
            && status.Conditions.Find(ReleaseConditions.Progressing)?.Reason == ReleaseConditions.Interlocked)
        .Select(KeyOf);

    /// <summary>A Release that is new, or wants something else, may take the place of others.</summary>
    private static IEnumerable<ObjectKey> Superseded(MetaCaches caches, CacheChange<Release> change) =>
        change.Old?.Value.Metadata.Generation == change.New?.Value.Metadata.Generation
            ? []
            : caches.ReleasesThat(ReleaseState.Open)
                .Where(release => release.Status?.FinishedAt is null
                    && release.Spec.Pipeline == (change.New ?? change.Old)!.Value.Spec.Pipeline)
                .Select(KeyOf);

    /// <summary>Releases that are through, with which a cluster has not caught up.</summary>
    private static IEnumerable<ObjectKey> Missed(MetaCaches caches) =>
        caches.ReleasesThat(ReleaseState.Missed).Select(KeyOf);

    private static IEnumerable<ObjectKey> UnderWay(MetaCaches caches) => caches.ReleasesThat(ReleaseState.Open)
        .Where(release => release.Status?.FinishedAt is null)
        .Select(KeyOf);

    private static ObjectKey KeyOf(Release release) => new(null, release.Metadata.Name);
}
