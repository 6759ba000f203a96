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

    public DateTimeOffset Now => services.Now;

    /// <summary>What is seen now.</summary>
    public RetentionObservation Observe(string pipeline) => new(
        Now,
        Caches.Pipelines.Find(new ObjectKey(null, pipeline))?.Value.Spec.Retention ?? new ReleaseRetention(),
        [.. Caches.Releases.All.Select(item => item.Value).Where(one => one.Spec.Pipeline == pipeline)],
        IsNeeded,
        [.. Caches.Approvals.All.Select(item => item.Value).Where(IsOrphan)]);

    /// <summary>What a cluster was brought last can be rolled back, what stands half-way must be seen, and with what
    /// was missed somebody catches up.</summary>
    private bool IsNeeded(Release release) => CatchUpPlanner.IsWaitedFor(release)
        || Caches.HasBroughtWhatIsThere(release.Metadata.Name)
        || Caches.ItemsOf(release.Metadata.Name).Any(
            item => item.Status is { Intent: not null } status && !ClusterPhases.IsFinished(status.Phase));

    /// <summary>A no is taken back by who said it alone.</summary>
    private bool IsOrphan(Approval approval) => approval.Spec.Decision == ApprovalDecision.Approve
        && Caches.Releases.Find(new ObjectKey(null, approval.Spec.Release)) is null;
}
