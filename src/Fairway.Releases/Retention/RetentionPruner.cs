using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Clusters;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention;

/// <summary>Deletes what goes, after it was audited. What a Release owns (ClusterReleases, the plan that is shown) goes
/// with it.</summary>
internal sealed class RetentionPruner(ReleaseServices services, IKubeApi api)
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();
    private static readonly KubeResource Approvals = FairwayResources.Of<Approval>();

    /// <summary>Carries a plan out; it can be repeated after a crash in the middle.</summary>
    public async Task PruneAsync(RetentionPlan plan, CancellationToken cancel)
    {
        if (plan.Releases.Count > 0)
        {
            await services.MetaDb.CommitAsync(
                new MetaDbBatch { Audit = [.. plan.Releases.Select(Entry)] }, cancel);
        }

        foreach (var one in plan.Releases)
        {
            await DeleteAsync(Releases, one.Release.Metadata.Name, one.Release.Metadata.Uid, cancel);
        }

        foreach (var approval in plan.Approvals)
        {
            await DeleteAsync(Approvals, approval.Metadata.Name, approval.Metadata.Uid, cancel);
        }
    }

    private Task DeleteAsync(KubeResource resource, string name, string? uid, CancellationToken cancel) =>
        api.DeleteIfPresentAsync(
            resource,
            new ObjectKey(null, name),
            new DeleteOptions { Uid = uid, PropagationPolicy = "Background" },
            cancel);

    private AuditEntry Entry(Pruning one) => new()
    {
        At = services.Now,
        Actor = services.Member,
        Verb = "prune",
        Subject = ReleaseId.Of(one.Release),
        Reason = one.Why,
    };
}
