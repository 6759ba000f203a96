using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Clusters;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention;

/// <summary>Sees the Releases of a pipeline, and which of all a cluster stands on.</summary>
internal sealed class RetentionReader(ReleaseServices services)
{
    private MetaCaches Caches => services.Caches;

    /// <summary>What is seen now.</summary>
    public RetentionObservation Observe(string pipeline) => new(
        services.Now,
        Caches.Pipelines.Find(new ObjectKey(null, pipeline))?.Value.Spec.Retention ?? new ReleaseRetention(),
        [.. Caches.Releases.All.Select(item => item.Value).Where(one => one.Spec.Pipeline == pipeline)],
        Needed(),
        [.. Caches.Approvals.All.Select(item => item.Value).Where(IsOrphan)]);

    /// <summary>What a cluster was brought last can be rolled back, what stands half-way must be seen, and with what
    /// was missed somebody catches up.</summary>
    private HashSet<string> Needed() => Caches.ClusterComponents.All.Select(item => item.Value.Spec.Release)
        .Concat(Caches.ClusterReleases.All.Select(item => item.Value)
            .Where(item => item.Status is { Intent: not null } status && !ClusterPhases.IsFinished(status.Phase))
            .Select(item => item.Spec.Release))
        .Concat(Caches.Releases.All.Select(item => item.Value)
            .Where(CatchUpPlanner.IsWaitedFor)
            .Select(one => one.Metadata.Name))
        .OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>A no is taken back by who said it alone.</summary>
    private bool IsOrphan(Approval approval) => approval.Spec.Decision == ApprovalDecision.Approve
        && Caches.Releases.Find(new ObjectKey(null, approval.Spec.Release)) is null;
}
