using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.Tasks;

namespace Fairway.Cli.Releases;

/// <summary>A Release and its clusters at one moment.</summary>
/// <param name="Release">The Release.</param>
/// <param name="Clusters">Its ClusterReleases, in the order of clusters.</param>
internal sealed record ReleaseSight(Release Release, IReadOnlyList<ClusterRelease> Clusters)
{
    /// <summary>Its status; an empty one where no manager has looked yet.</summary>
    public ReleaseStatus Status => Release.Status ?? new ReleaseStatus();

    /// <summary>What it waits for, or why it ended.</summary>
    public Condition? Progress => Status.Conditions.Find(ReleaseConditions.Progressing);

    /// <summary>Whether it could not be planned; the manager tries again from time to time.</summary>
    public bool IsPlanFailed => Progress?.Reason == ReleaseConditions.PlanFailed;

    /// <summary>Whether nothing more happens by itself.</summary>
    public bool IsOver => IsPlanFailed || Status.Phase switch
    {
        ReleasePhase.Planned => Release.Spec.Mode == ReleaseMode.Plan,
        ReleasePhase.RolledBack or ReleasePhase.Failed or ReleasePhase.Superseded => true,
        ReleasePhase.Succeeded or ReleasePhase.Stopped =>
            !Release.Spec.RollBack && Status.FinishedAt is not null && !IsTriedAgain,
        _ => false,
    };

    /// <summary>Whether clusters or tasks are to be tried again, of which the Release does not know yet.</summary>
    private bool IsTriedAgain => !IsKnownToStay && (TaskRetryPlanner.Open(Release).Count > 0
        || AreClustersTriedAgain);

    /// <summary>Whether the manager has said that what is to be tried again is not enough.</summary>
    private bool IsKnownToStay => Status.Phase == ReleasePhase.Stopped
        && Progress?.Reason == ReleaseConditions.FailureBudgetSpent
        && Progress.ObservedGeneration == Release.Metadata.Generation;

    private bool AreClustersTriedAgain =>
        (from retry in Release.Spec.Retries ?? []
         from item in Clusters
         where item.ClusterId == retry.Cluster
         select RetryPlanner.IsOpen(item, retry)
            || (Status.Phase == ReleasePhase.Succeeded
                && item.Status?.Attempt == retry.Attempt && item.Status.FinishedAt is null)).Any(open => open);

    /// <summary>Whether it ended as it was meant to.</summary>
    public bool IsWell => !IsPlanFailed && Status.Phase is ReleasePhase.Planned or ReleasePhase.Succeeded;
}
