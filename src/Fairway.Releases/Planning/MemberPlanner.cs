using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Releases.Clusters;
using Fairway.Schema.Digests;

namespace Fairway.Releases.Planning;

/// <summary>What a cluster's plan approves. Pure.</summary>
internal static class MemberPlanner
{
    /// <summary>A pinned target with what would change, approved as it stands.</summary>
    public static MemberChange Approve(PinnedChange pinned, ChangePlan plan) => new(
        new ClusterChange
        {
            Component = pinned.Component,
            Kind = pinned.Kind,
            Version = pinned.Version,
            From = plan.From,
            ValuesDigest = pinned.ValuesDigest,
            TargetDigest = pinned.TargetDigest,
            ApprovedDigest = Digest.Of(ApprovedBytes(plan)).ToString(),
        },
        plan);

    /// <summary>
    /// The change of a cluster that joins later: approved as far as the same changes were approved for others. One that
    /// differs gets the list of the largest group, which it does not fit, and so waits for a person.
    /// </summary>
    public static ClusterChange Join(MemberChange change, PlanDocument plan)
    {
        var wanted = change.Plan.Changes.Where(field => field.Verdict != ChangeVerdict.KeepLive)
            .Select(field => field.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var approved = plan.Groups.SelectMany(group => group.Changes)
            .Where(known => known.Component == change.Pinned.Component).ToList();
        var fitting = approved.Find(known => wanted.IsSubsetOf(known.Fields.Select(field => field.Fingerprint)))
            ?? approved.FirstOrDefault();
        return change.Pinned with
        {
            ApprovedDigest = fitting?.ApprovedDigest ?? Digest.Of(ApprovedSets.None).ToString(),
        };
    }

    /// <summary>The list of what a plan would write.</summary>
    public static byte[] ApprovedBytes(ChangePlan plan) => ApprovedSets.Bytes(plan.Changes);

    /// <summary>The first change that is never done; null where there is none.</summary>
    public static string? Refusal(MemberPlan member)
    {
        var refused = member.Changes.SelectMany(change => change.Plan.Changes)
            .FirstOrDefault(change => change.Verdict == ChangeVerdict.Refuse);
        return refused is null
            ? null
            : $"{member.Cluster}: {refused.Object} {refused.Path}: {refused.Why.TrimEnd('.')} ({refused.Rule})";
    }
}
